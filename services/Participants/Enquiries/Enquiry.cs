using Google.Protobuf;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Enquiry.Types.State;

namespace Mastery.Participants;

/// <summary>What somebody of a school asked the hub. Its state changes are in <see cref="EnquiryLifecycle"/>.</summary>
public sealed record Enquiry : IResource
{
    public const string Type = "mastery.services/Enquiry";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public string DisplayName { get; init; } = "";

    public string Email { get; init; } = "";

    public string Role { get; init; } = "";

    /// <summary>The URN.</summary>
    public string School { get; init; } = "";

    public Subject? Subject { get; init; }

    public string Focus { get; init; } = "";

    public string Message { get; init; } = "";

    public DateOnly ReceiveDate { get; init; }

    public State State { get; init; } = State.Open;

    public string StateReason { get; init; } = "";

    public string AnswerText { get; init; } = "";

    public string AnswerAuthor { get; init; } = "";

    public DateTime? AnswerTime { get; init; }

    /// <summary>The letter that takes the answer there.</summary>
    public Guid? LetterId { get; init; }

    public Guid? DepartmentId { get; init; }

    public Guid? ApplicationId { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/enquiries/{Id}";

    public string Etag => Etags.Of(Revision);

    public static Enquiry New(string parent, V1.Enquiry from, DateOnly today) =>
        new Enquiry { HubId = parent.HubId(), Id = Guid.CreateVersion7() }.With(from, today);

    public V1.Enquiry ToProto() => new()
    {
        Name = Name,
        DisplayName = DisplayName,
        Email = Email,
        Role = Role,
        School = $"schools/{School}",
        Subject = Subject ?? default,
        Focus = Focus,
        Message = Message,
        ReceiveDate = IsoDate.Text(ReceiveDate),
        State = State,
        StateReason = StateReason,
        Answer = AnswerTime is not { } time ? null : new()
        {
            Text = AnswerText,
            Author = AnswerAuthor,
            Letter = LetterId is { } letter ? $"hubs/{HubId}/letters/{letter}" : "",
            AnswerTime = time.ToProto(),
        },
        Department = DepartmentId is { } department ? $"hubs/{HubId}/departments/{department}" : "",
        Application = ApplicationId is { } application ? $"hubs/{HubId}/applications/{application}" : "",
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    /// <summary>The enquiry without anything personal: that somebody asked, and what came of it, stays.</summary>
    public Enquiry Erase() => this with
    {
        DisplayName = Participant.ErasedName,
        Email = "",
        Role = "",
        Message = "",
        StateReason = "",
        AnswerText = "",
        AnswerAuthor = "",
    };

    internal Enquiry With(V1.Enquiry from, DateOnly today) => this with
    {
        DisplayName = from.DisplayName,
        Email = from.Email,
        Role = from.Role,
        School = from.School.Id(),
        Subject = from.Subject == default ? null : from.Subject,
        Focus = from.Focus,
        Message = from.Message,
        ReceiveDate = Days.NotAfterToday("enquiry.receive_date", from.ReceiveDate, today),
    };
}
