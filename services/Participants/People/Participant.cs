using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants;

/// <summary>A person who works with a hub, mostly in a department or several.</summary>
public sealed partial record Participant : IResource
{
    public const string Type = "mastery.services/Participant";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The posts, past, present and to come.</summary>
    public IReadOnlyList<Post> Posts { get; init; } = [];

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public string PreferredGivenName { get; init; } = "";

    public string PreferredFamilyName { get; init; } = "";

    public IReadOnlyList<PreviousName> PreviousNames { get; init; } = [];

    public string Email { get; init; } = "";

    public string Phone { get; init; } = "";

    public string? Trn { get; init; }

    public DateOnly? TeachingSince { get; init; }

    public int? SpecialistCohort { get; init; }

    public V1.Participant.Types.Specialist.Types.Phase? SpecialistPhase { get; init; }

    public V1.Participant.Types.Specialist.Types.Status? SpecialistStatus { get; init; }

    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>Where the record came from; empty if a user entered it.</summary>
    public string Source { get; init; } = "";

    public State State { get; init; } = State.Active;

    /// <summary>The last day with the hub; null while they are active.</summary>
    public DateOnly? LeftDate { get; init; }

    /// <summary>The record that answers in place of this one; null unless it was merged.</summary>
    public Guid? MergedIntoId { get; init; }

    /// <summary>The id of the hub to which they went with their department; null unless the record is MOVED.</summary>
    public string? MovedToHub { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/participants/{Id}";

    public string Etag => Etags.Of(Revision);

    public string MergedInto => MergedIntoId is { } id ? $"hubs/{HubId}/participants/{id}" : "";

    public string MovedTo => MovedToHub is { } hub ? $"hubs/{hub}/participants/{Id}" : "";

    public bool IsActive => State == State.Active;

    public static Participant New(string parent, V1.Participant from) => new Participant
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        GivenName = "",
        FamilyName = "",
    }.Edit(from);

    /// <summary>The participant with the new values.</summary>
    public Participant Edit(V1.Participant merged) => this with
    {
        Posts = PostsOf(merged),
        GivenName = merged.GivenName,
        FamilyName = merged.FamilyName,
        PreferredGivenName = merged.PreferredGivenName,
        PreferredFamilyName = merged.PreferredFamilyName,
        PreviousNames = PreviousName.From(merged.PreviousNames),
        Email = merged.Email,
        Phone = merged.Phone,
        Trn = merged.Trn is "" ? null : merged.Trn,
        TeachingSince = IsoDate.ParseOrNull(merged.TeachingSinceDate),
        SpecialistCohort = merged.Specialist?.Cohort,
        SpecialistPhase = merged.Specialist?.Phase,
        SpecialistStatus = merged.Specialist?.Status,
        ExternalIds = ExternalId.From(merged.ExternalIds),
    };

    /// <summary>The participant after their last day: open posts end, those that have not begun are gone.</summary>
    public Participant Archive(DateOnly day) => IsActive
        ? this with
        {
            State = State.Left,
            LeftDate = day,
            Posts = [.. Posts.Where(post => !(post.StartDate > day)).Select(post => post.EndBy(day))],
        }
        : throw ApiError.WrongState(
            Name, State, [State.Active], "they have left already; RestoreParticipant brings them back");

    /// <summary>The participant again at work, in the posts that ended with their leaving.</summary>
    public Participant Restore() => !IsActive
        ? this with
        {
            State = State.Active,
            LeftDate = null,
            Posts = [.. Posts.Select(post => post.ReopenFrom(LeftDate))],
        }
        : throw ApiError.WrongState(
            Name, State, [State.Left], "they work with the hub; ArchiveParticipant says that they left");

    /// <summary>The participant in another department: the open posts in the one they leave end the day before the new
    /// one begins.</summary>
    /// <param name="from">The department they leave; empty for the only one in which they have an open post.</param>
    /// <param name="to">The new post.</param>
    public Participant Move(string from, Post to)
    {
        if (!IsActive)
        {
            throw ApiError.WrongState(Name, State, [State.Active], "bring them back with RestoreParticipant first");
        }

        var last = to.StartDate!.Value.AddDays(-1);
        var left = LeftDepartment(from, last);
        return left == to.DepartmentId
            ? throw ApiError.Invalid("post.department", "is the department that they leave")
            : this with
            {
                Posts =
                [
                    .. Posts.Where(post => post.DepartmentId != left || !(post.StartDate > last))
                        .Select(post => post.DepartmentId == left ? post.EndBy(last) : post),
                    to,
                ],
            };
    }

    /// <summary>Refuses a record that went to another hub.</summary>
    public Participant RequireHere() => MovedToHub is null ? this : throw Refusals.Moved(Name, MovedTo);

    /// <summary>Whether the person has a post in a department on a day.</summary>
    public bool WorksIn(Guid department, DateOnly day) =>
        IsActive && Posts.Any(post => post.DepartmentId == department && post.IsHeldOn(day));

    public V1.Participant ToProto() => new()
    {
        Name = Name,
        Posts = { Posts.Select(post => post.ToProto(HubId)) },
        GivenName = GivenName,
        FamilyName = FamilyName,
        PreferredGivenName = PreferredGivenName,
        PreferredFamilyName = PreferredFamilyName,
        PreviousNames = { PreviousNames.Select(name => name.ToProto()) },
        Email = Email,
        Phone = Phone,
        Trn = Trn ?? "",
        TeachingSinceDate = IsoDate.Text(TeachingSince),
        Specialist = Specialism.ToProto(this),
        ExternalIds = { ExternalIds.Select(id => id.ToProto()) },
        Source = Source,
        State = State,
        LeftDate = IsoDate.Text(LeftDate),
        MergedInto = MergedInto,
        MovedTo = MovedTo,
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    Guid LeftDepartment(string named, DateOnly day)
    {
        List<Guid> open =
            [.. Posts.Where(post => post.IsOpenAfter(day)).Select(post => post.DepartmentId).Distinct()];
        return (named, open) switch
        {
            ("", [var only]) => only,
            ("", []) => throw ApiError.Invalid("from_department",
                "is none: they hold no open post then; add the new one with UpdateParticipant"),
            ("", _) => throw ApiError.Invalid("from_department",
                "is needed: they hold posts in several departments"),
            _ when open.Contains(Reference.ToId(named)) => Reference.ToId(named),
            _ => throw Refusals.Reference("from_department", named, "is not where they hold an open post then"),
        };
    }

    IReadOnlyList<Post> PostsOf(V1.Participant merged)
    {
        var posts = Post.From(merged.Posts);
        return LeftDate is { } left && posts.Any(post => post.IsOpenAfter(left))
            ? throw ApiError.WrongState(Name, State, [State.Active],
                "they have left and hold no post any more; bring them back with RestoreParticipant first")
            : posts;
    }
}
