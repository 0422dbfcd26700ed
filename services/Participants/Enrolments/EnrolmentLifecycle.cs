using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants;

/// <summary>The states of an enrolment: ACTIVE, at times DEFERRED, then WITHDRAWN, COMPLETED, TRANSFERRED or
/// CANCELLED.</summary>
static class EnrolmentLifecycle
{
    static readonly State[] Live = [State.Active, State.Deferred];

    public static Enrolment Defer(this Enrolment enrolment, string reason, DateOnly day) =>
        enrolment.Require(State.Active).Become(State.Deferred, reason, day);

    public static Enrolment Resume(this Enrolment enrolment, DateOnly day) =>
        enrolment.Require(State.Deferred).Become(State.Active, "", day);

    public static Enrolment Withdraw(this Enrolment enrolment, string reason, DateOnly day) =>
        enrolment.Require(Live).Become(State.Withdrawn, reason, day).EndAdvocates();

    public static Enrolment Complete(this Enrolment enrolment, DateOnly day) =>
        enrolment.Require(State.Active).Become(State.Completed, "", day).EndAdvocates();

    public static Enrolment Cancel(this Enrolment enrolment, string reason, DateOnly day) =>
        enrolment.Require(Live).Become(State.Cancelled, reason, day).EndAdvocates();

    /// <summary>The enrolment by which the department goes on in another Work Group, of its hub or of the one that it
    /// moves to, with the same Advocates.</summary>
    public static Enrolment Continue(this Enrolment enrolment, WorkGroup group, DateOnly day) =>
        enrolment.Require(Live) with
        {
            Id = Guid.CreateVersion7(),
            HubId = group.HubId,
            WorkGroupId = group.Id,
            State = State.Active,
            StateReason = "",
            StateDate = day,
            Deferrals = [],
            Advocates = [.. enrolment.PresentAdvocates.Select(advocate => advocate with { StartDate = day })],
            FromWorkGroupId = group.HubId == enrolment.HubId ? enrolment.WorkGroupId : null,
            FromEnrolmentId = group.HubId == enrolment.HubId ? enrolment.Id : null,
            MovedFrom = group.HubId == enrolment.HubId ? null : enrolment.Name,
        };

    public static Enrolment TransferTo(this Enrolment enrolment, Enrolment next, string reason) =>
        enrolment.Require(Live).Become(State.Transferred, reason, next.StateDate).EndAdvocates() with
        {
            ToWorkGroupId = next.HubId == enrolment.HubId ? next.WorkGroupId : null,
            ToEnrolmentId = next.HubId == enrolment.HubId ? next.Id : null,
            MovedTo = next.HubId == enrolment.HubId ? null : next.Name,
        };

    /// <summary>The enrolment on which one Advocate hands over to another.</summary>
    /// <param name="enrolment">The enrolment.</param>
    /// <param name="leaving">Who hands over.</param>
    /// <param name="next">Who takes over.</param>
    /// <param name="day">The first day of the new Advocate.</param>
    /// <param name="reason">Why.</param>
    public static Enrolment Replace(
        this Enrolment enrolment, Guid leaving, Guid next, DateOnly day, string reason)
    {
        var present = enrolment.Require(Live).PresentAdvocates.ToList();
        if (present.Any(advocate => advocate.ParticipantId == next))
        {
            throw ApiError.Invalid("replacement", "is an Advocate of this enrolment already: name somebody else");
        }

        return present.Find(advocate => advocate.ParticipantId == leaving) is { } handing
            ? enrolment with
            {
                Advocates =
                [
                    .. enrolment.Advocates.Select(advocate =>
                        advocate == handing ? handing.Until(day) with { EndReason = reason } : advocate),
                    new EnrolmentAdvocate { ParticipantId = next, StartDate = day },
                ],
            }
            : throw ApiError.Invalid("advocate", "is not an Advocate of this enrolment now");
    }

    /// <summary>The day from which a change of state counts.</summary>
    /// <param name="enrolment">The enrolment.</param>
    /// <param name="named">The day in the request; empty for today.</param>
    /// <param name="today">The present day.</param>
    public static DateOnly DayOfChange(this Enrolment enrolment, string named, DateOnly today)
    {
        var day = Days.NotAfterToday("effective_date", named, today);
        return day >= enrolment.StateDate || named.Length == 0
            ? day
            : throw ApiError.Invalid("effective_date",
                $"must not be before {EnglandTime.Words(enrolment.StateDate)}, when the present state began");
    }

    static Enrolment Require(this Enrolment enrolment, params State[] allowed) => allowed.Contains(enrolment.State)
        ? enrolment
        : throw ApiError.WrongState<State>(enrolment.Name, enrolment.State, allowed, enrolment.Remedy());

    static string Remedy(this Enrolment enrolment) => enrolment.State switch
    {
        State.Active => "it takes part; ResumeEnrolment is for one that was deferred",
        State.Deferred => "let it take part again with ResumeEnrolment first",
        State.Transferred => "the department goes on in another Work Group; use its enrolment there",
        State.Completed => "it took part to the end",
        _ => "it is over; the department can apply again",
    };

    static Enrolment Become(this Enrolment enrolment, State state, string reason, DateOnly day) => enrolment with
    {
        State = state,
        StateReason = reason,
        StateDate = day,
        Deferrals = enrolment.State == State.Deferred && enrolment.StateDate < day
            ? [.. enrolment.Deferrals, new(enrolment.StateDate, day.AddDays(-1))]
            : enrolment.Deferrals,
    };

    static Enrolment EndAdvocates(this Enrolment enrolment) => enrolment with
    {
        Advocates = [.. enrolment.Advocates.Select(advocate => advocate.EndDate is null
            ? advocate with { EndDate = advocate.StartDate > enrolment.StateDate
                ? advocate.StartDate : enrolment.StateDate }
            : advocate)],
    };

    static EnrolmentAdvocate Until(this EnrolmentAdvocate advocate, DateOnly day) => advocate with
    {
        EndDate = day > advocate.StartDate ? day.AddDays(-1) : advocate.StartDate,
    };
}
