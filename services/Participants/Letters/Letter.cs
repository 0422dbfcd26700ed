using Google.Protobuf;
using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.Letter.Types.Kind;
using State = Mastery.Participants.V1.Letter.Types.State;

namespace Mastery.Participants;

/// <summary>A letter to a department about its application, its place in a Work Group or a session, or the answer to an
/// enquiry, and its states.</summary>
public sealed record Letter : IResource
{
    public const string Type = "mastery.services/Letter";

    const string MailOff = "This service sends no e-mail. Send the letter by hand, and mark it as sent.";
    const string Late = "something has changed since it was written; send the later letter";
    const string Overtaken = "Something has changed before this letter went out.";
    const string NoAddress = "No e-mail address of the recipient is on record. Record one and send the letter "
        + "again, or send it by hand and mark it as sent.";

    public required string HubId { get; init; }

    /// <summary>The application that it is about, if it is about one.</summary>
    public Guid? ApplicationId { get; init; }

    /// <summary>The enquiry that it answers, if it answers one.</summary>
    public Guid? EnquiryId { get; init; }

    /// <summary>The Work Group of the enrolment.</summary>
    public Guid? WorkGroupId { get; init; }

    /// <summary>The enrolment that it is about, also by a session; null for the other letters.</summary>
    public Guid? EnrolmentId { get; init; }

    /// <summary>The session that it is about, beside the enrolment.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The session as the department knew it, in a letter about one.</summary>
    public V1.Session? SessionBefore { get; init; }

    public required Guid Id { get; init; }

    public required Kind Kind { get; init; }

    public Guid? RecipientId { get; init; }

    public string RecipientName { get; init; } = "";

    public string Email { get; init; } = "";

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public State State { get; init; } = State.NotSent;

    public string StateReason { get; init; } = "";

    public int AttemptCount { get; init; }

    public DateTime? SendTime { get; init; }

    /// <summary>When it is tried next, while it is PENDING.</summary>
    public DateTime NextAttemptTime { get; init; }

    /// <summary>Until when a worker that has claimed it has it for itself.</summary>
    public DateTime? LeaseEndTime { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/letters/{Id}";

    string Group => $"hubs/{HubId}/workGroups/{WorkGroupId}";

    public string Etag => Etags.Of(Revision);

    /// <summary>The letter as it waits for the worker, or, where the service cannot send it, for a person.</summary>
    public Letter Post(bool mailOn, DateTime now)
    {
        var problem = Email.Length == 0 ? NoAddress : mailOn ? "" : MailOff;
        return this with
        {
            State = problem.Length == 0 ? State.Pending : State.NotSent,
            StateReason = problem,
            NextAttemptTime = now,
            LeaseEndTime = null,
        };
    }

    /// <summary>The letter posted again, to an address that may have changed.</summary>
    public Letter PostAgain(string email, bool mailOn, DateTime now) => State is State.NotSent or State.Failed
        ? (this with { Email = email, AttemptCount = 0 }).Post(mailOn, now)
        : throw ApiError.WrongState(Name, State, [State.NotSent, State.Failed],
            State switch
            {
                State.Pending => "it will be sent without that",
                State.Replaced => Late,
                _ => "it has been sent already",
            });

    public Letter MarkSent(DateTime now) => State switch
    {
        State.Pending when LeaseEndTime > now => throw ApiError.WrongState(Name, State, [State.NotSent, State.Failed],
            "it is being sent at this moment; read it again in a few minutes"),
        State.Pending or State.NotSent or State.Failed => this with
        {
            State = State.SentByHand,
            StateReason = "",
            SendTime = now,
            LeaseEndTime = null,
        },
        _ => throw ApiError.WrongState(Name, State, [State.Pending, State.NotSent, State.Failed],
            State == State.Replaced ? Late : "it has been sent already"),
    };

    /// <summary>The letter that something overtook before it went out.</summary>
    public Letter Replace() => this with { State = State.Replaced, StateReason = Overtaken };

    /// <summary>The letter after an attempt to send it. What was replaced meanwhile is not tried again.</summary>
    public Letter After(DeliveryResult result, MailOptions mail, DateTime now)
    {
        if (State == State.Replaced && result.Outcome != DeliveryOutcome.Taken)
        {
            return this with { AttemptCount = AttemptCount + 1, LeaseEndTime = null };
        }

        var tried = this with { AttemptCount = AttemptCount + 1, LeaseEndTime = null, StateReason = result.Problem };
        return result.Outcome switch
        {
            DeliveryOutcome.Taken => tried with { State = State.Sent, SendTime = now },
            DeliveryOutcome.Refused => tried with { State = State.Failed },
            _ when tried.AttemptCount >= MailOptions.MostAttempts => tried with { State = State.Failed },
            _ => tried with { NextAttemptTime = now + mail.DelayAfter(tried.AttemptCount) },
        };
    }

    public V1.Letter ToProto() => new()
    {
        Name = Name,
        Application = ApplicationId is { } application ? $"hubs/{HubId}/applications/{application}" : "",
        Enquiry = EnquiryId is { } enquiry ? $"hubs/{HubId}/enquiries/{enquiry}" : "",
        Enrolment = EnrolmentId is { } enrolment ? $"{Group}/enrolments/{enrolment}" : "",
        Session = SessionId is { } session ? $"{Group}/sessions/{session}" : "",
        Kind = Kind,
        Recipient = RecipientId is { } participant ? $"hubs/{HubId}/participants/{participant}" : "",
        RecipientName = RecipientName,
        Email = Email,
        Subject = Subject,
        Text = Text,
        Html = Html,
        State = State,
        StateReason = StateReason,
        AttemptCount = AttemptCount,
        SendTime = SendTime?.ToProto(),
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}
