using Mastery.ServiceDefaults;
using Outcome = Mastery.Participants.V1.DataRequest.Types.Outcome;
using PauseKind = Mastery.Participants.V1.DataRequest.Types.Pause.Types.Kind;
using RequestType = Mastery.Participants.V1.DataRequest.Types.Type;
using State = Mastery.Participants.V1.DataRequest.Types.State;

namespace Mastery.Participants;

/// <summary>The states of a data request: OPEN, PAUSED and OPEN again as often as it takes, then CLOSED.</summary>
static class DataRequestLifecycle
{
    /// <summary>What is changed, with the time that follows from it.</summary>
    public static DataRequest Edit(this DataRequest request, V1.DataRequest merged, DateOnly today)
    {
        var edited = request.Require(State.Open, State.Paused).With(merged, today);
        if (request.EraseTime is not null
            && (edited.DisplayName, edited.Email, edited.Message)
                != (request.DisplayName, request.Email, request.Message))
        {
            throw ApiError.Invalid("data_request.participant",
                "is erased: name, address and message stay as they are");
        }

        return edited.Pauses is [var first, ..] && first.StartDate < edited.ReceiveDate
            ? throw ApiError.Invalid("data_request.receive_date",
                "must not be after the day on which the person was first asked something")
            : edited.Timed();
    }

    public static DataRequest Pause(this DataRequest request, PauseKind kind, string reason, DateOnly day)
    {
        request.Require(State.Open);
        if (kind == PauseKind.Clarification && request.Kind != RequestType.Access)
        {
            throw ApiError.Invalid("kind", "must be IDENTITY: only of an access request does the time stop until the "
                + "person has said what it is about");
        }

        RequestPause pause = new() { Kind = kind, Reason = reason, StartDate = request.NotBefore("start_date", day) };
        return (request with { State = State.Paused, Pauses = [.. request.Pauses, pause] }).Timed();
    }

    public static DataRequest Resume(this DataRequest request, DateOnly day)
    {
        request.Require(State.Paused);
        var ended = request.Pauses[^1] with { EndDate = request.NotBefore("end_date", day) };
        return (request with { State = State.Open, Pauses = [.. request.Pauses.SkipLast(1), ended] }).Timed();
    }

    public static DataRequest Extend(this DataRequest request, string reason, DateOnly day)
    {
        request.Require(State.Open);
        if (request.ExtensionNotifyDate is not null)
        {
            throw ApiError.WrongState(request.Name, "EXTENDED", ["OPEN"],
                "two further months are the most; answer it by its due_date");
        }

        return request.NotBefore("notify_date", day) > request.DueDate
            ? throw ApiError.Invalid("notify_date",
                $"must not be after the first month, which ends on {EnglandTime.Words(request.DueDate.Value)}")
            : (request with { ExtensionReason = reason, ExtensionNotifyDate = day }).Timed();
    }

    public static DataRequest Close(this DataRequest request, Outcome outcome, string reason, DateOnly day)
    {
        if (outcome is Outcome.Refused or Outcome.Withdrawn)
        {
            request.Require(State.Open, State.Paused);
        }
        else
        {
            request.Require(State.Open).RequireDone(outcome);
        }

        return request with
        {
            State = State.Closed,
            Outcome = outcome,
            OutcomeReason = reason,
            CloseDate = request.NotBefore("close_date", day),
        };
    }

    /// <summary>Refuses an outcome that is not so.</summary>
    static void RequireDone(this DataRequest request, Outcome outcome)
    {
        if (outcome == Outcome.NothingHeld && request.ParticipantId is not null)
        {
            throw ApiError.Invalid("outcome", "must not be NOTHING_HELD: the request names a participant");
        }

        if (outcome != Outcome.Completed || request.Kind != RequestType.Erasure)
        {
            return;
        }

        if (request.ParticipantId is null)
        {
            throw ApiError.Invalid("outcome", "must not be COMPLETED before the participant who is erased is named: "
                + "with UpdateDataRequest; if there is none, it is NOTHING_HELD");
        }

        if (request.EraseTime is null || request.PendingServices.Length > 0)
        {
            var state = request.EraseTime is null ? "NOT_ERASED" : "BEING_ERASED";
            throw ApiError.WrongState(request.ParticipantName, state, ["ERASED"], "call EraseParticipant, again while "
                + "a service has not confirmed, and close the request then");
        }
    }

    /// <summary>Refuses a day before what is known to have come before it.</summary>
    static DateOnly NotBefore(this DataRequest request, string field, DateOnly day)
    {
        var last = request.Pauses.Select(pause => pause.EndDate ?? pause.StartDate).Append(request.ReceiveDate).Max();
        return day >= last
            ? day
            : throw ApiError.Invalid(field, $"must not be before {EnglandTime.Words(last)}, when the request came, or "
                + "the person was asked or answered last");
    }

    static DataRequest Require(this DataRequest request, params ReadOnlySpan<State> allowed) =>
        allowed.Contains(request.State)
        ? request
        : throw ApiError.WrongState(request.Name, request.State, allowed, request.State switch
        {
            State.Open => "nothing is waited for; it goes on",
            State.Paused => "the person was asked something; go on with ResumeDataRequest once they have answered",
            _ => "it was answered; keep what they ask now with CreateDataRequest",
        });
}
