using Reason = Mastery.Participants.V1.Application.Types.DeclineReason;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants;

/// <summary>What the end of a Work Group means to its enrolments, to its waiting list and to next year.</summary>
public sealed class WorkGroupEnding(
    WorkGroupStore groups, EnrolmentStore enrolments, DepartmentStore departments,
    PastParticipationStore participations, SessionStore sessions, WaitingList waiting, LetterWriter letters)
{
    const string Deferred = "The Work Group came to its end while the department did not take part.";
    const string NoPlace = "The Work Group came to its end before a place was free.";

    /// <summary>Completes a Work Group, which the caller has locked.</summary>
    public async Task<WorkGroup> CompleteAsync(WorkGroup group, DateOnly today)
    {
        var live = await enrolments.LiveAsync(group);
        var completed = await groups.UpdateAsync(
            group, group.Complete(live.Count(enrolment => enrolment.State == State.Deferred)));
        foreach (var enrolment in live)
        {
            await (enrolment.State == State.Active
                ? CompleteAsync(group, enrolment, today)
                : EndAsync(enrolment, enrolment.Withdraw(Deferred, today)));
        }

        await waiting.DeclineAllAsync(group, Reason.WorkGroupCompleted, NoPlace);
        return completed;
    }

    /// <summary>Cancels a Work Group, which the caller has locked.</summary>
    public async Task<WorkGroup> CancelAsync(WorkGroup group, string reason, DateOnly today)
    {
        var live = await enrolments.LiveAsync(group);
        var cancelled = await groups.UpdateAsync(group, group.Cancel(reason, live.Count));
        // Sessions are locked before the letters about them, as everywhere.
        await sessions.CancelAllAsync(group, reason);
        foreach (var enrolment in live)
        {
            await EndAsync(enrolment, enrolment.Cancel(reason, today));
        }

        await waiting.DeclineAllAsync(group, Reason.WorkGroupCancelled, reason);
        return cancelled;
    }

    /// <summary>Completes an enrolment and records that its department took part.</summary>
    public async Task<Enrolment> CompleteAsync(WorkGroup group, Enrolment enrolment, DateOnly day)
    {
        var completed = await EndAsync(enrolment, enrolment.Complete(day));
        var department = await departments.GetAsync(enrolment.DepartmentName);
        await participations.RecordAsync(PastParticipation.Of(department, group, enrolment));
        return completed;
    }

    async Task<Enrolment> EndAsync(Enrolment before, Enrolment after) =>
        await letters.WriteAsync(await enrolments.UpdateAsync(before, after));
}
