using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What changes hands during the year: a place between two Work Groups, a role between two people.</summary>
public sealed class Transfers(
    EnrolmentStore enrolments, WorkGroupStore groups, ParticipantStore participants, LetterWriter letters)
{
    /// <summary>Locks an enrolment, its Work Group and the one that its department goes to.</summary>
    public async Task<Transfer> LockAsync(string name, string etag, string workGroup)
    {
        var (seen, to) = (await enrolments.GetAsync(name, etag), Reference.ToId(workGroup));
        if (seen.WorkGroupId == to)
        {
            throw ApiError.Invalid("work_group", "must be another Work Group than the present one");
        }

        await groups.LockRowsAsync(seen.HubId, seen.WorkGroupId, to);
        var source = await groups.LockOfEnrolmentAsync(name);
        var target = await groups.ReferredAsync("work_group", workGroup);
        var enrolment = await enrolments.LockAsync(name, etag);
        return new(enrolment, source, target.RequireFocus("work_group", enrolment.Focus));
    }

    /// <summary>Ends the enrolment and enrols the department in the other Work Group.</summary>
    public async Task<Enrolment> MoveAsync(Transfer transfer, string reason, DateOnly day)
    {
        var next = transfer.Enrolment.Continue(transfer.To, day);
        var ended = await enrolments.UpdateAsync(transfer.Enrolment, transfer.Enrolment.TransferTo(next, reason));
        await groups.UpdateAsync(transfer.From, transfer.From.FreePlace());
        await groups.UpdateAsync(transfer.To, transfer.To.TakePlace());
        var begun = await enrolments.InsertAsync(next);
        await letters.ReplaceAsync(ended);
        await letters.WriteTransferAsync(begun, transfer.From.DisplayName, reason);
        return begun;
    }

    /// <summary>The enrolment after an Advocate has handed over to a colleague.</summary>
    public async Task<Enrolment> ReplaceAsync(
        Enrolment enrolment, V1.ReplaceAdvocateRequest request, DateOnly today)
    {
        var day = IsoDate.ParseOrNull(request.EffectiveDate) ?? today;
        var end = AcademicYear.Parse(enrolment.AcademicYear).End;
        if (request.EffectiveDate.Length > 0 && day > end)
        {
            throw ApiError.Invalid(
                "effective_date", $"must not be after {EnglandTime.Words(end)}, the last day of the year");
        }

        var replaced = enrolment.Replace(
            await participants.SurvivorAsync(request.Advocate), await participants.SurvivorAsync(request.Replacement),
            day, request.Reason);
        await participants.RequireColleagueAsync("replacement", request.Replacement, enrolment.DepartmentId, day);
        return replaced;
    }
}

/// <summary>A department's way from one Work Group to another.</summary>
public sealed record Transfer(Enrolment Enrolment, WorkGroup From, WorkGroup To);
