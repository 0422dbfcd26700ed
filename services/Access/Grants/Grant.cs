using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;
using Role = Mastery.Access.V1.Grant.Types.Role;
using State = Mastery.Access.V1.Grant.Types.State;

namespace Mastery.Access;

/// <summary>What a person, or each person of a group, may do who signs in with an issuer of people.</summary>
public sealed partial record Grant : IResource
{
    /// <summary>The resource type.</summary>
    public const string Type = "mastery.services/Grant";

    /// <summary>Its id, which the service makes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The issuer that vouches for the person.</summary>
    public required string Issuer { get; init; }

    /// <summary>The person, by the issuer's id; null where it is for a group.</summary>
    public string? Subject { get; init; }

    /// <summary>The group, as the issuer names it; null where it is for a person.</summary>
    public string? ExternalGroup { get; init; }

    /// <summary>What they are.</summary>
    public required Role Role { get; init; }

    /// <summary>The ids of the hubs, or <see cref="TokenRights.EveryHub"/> alone.</summary>
    public required string[] Hubs { get; init; }

    /// <summary>The URN of the one school; null for none.</summary>
    public string? School { get; init; }

    /// <summary>The UID of the one trust; null for none.</summary>
    public string? Trust { get; init; }

    /// <summary>Who it is for, for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Why it is given.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Until when it holds; null for no end.</summary>
    public DateTime? ExpireTime { get; init; }

    /// <summary>Whether it was given in an emergency, beyond the rights of who gave it.</summary>
    public bool BreakGlass { get; init; }

    /// <summary>Where it is in its life.</summary>
    public State State { get; init; } = State.Active;

    /// <summary>Who gave it.</summary>
    public required string Creator { get; init; }

    /// <summary>Rises with each change after which tokens that were given before are void.</summary>
    public long Generation { get; init; }

    /// <summary>Rises with every write; the etag.</summary>
    public long Revision { get; init; }

    /// <summary>When it was created.</summary>
    public DateTime CreateTime { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTime UpdateTime { get; init; }

    /// <inheritdoc/>
    public string Name => $"grants/{Id}";

    /// <inheritdoc/>
    public string Etag => Etags.Of(Revision);

    /// <summary>The scopes of its role. A role that this version does not know has none.</summary>
    public string[] Scopes => GrantRoles.All.TryGetValue(Role, out var rights) ? rights.Scopes : [];

    /// <summary>What a caller gives with it.</summary>
    public Reach Reach => new("grant", Scopes, Hubs, School, Trust);

    /// <summary>The most that its tokens can carry.</summary>
    public TokenRights Rights => new()
    {
        Holder = Name,
        Scopes = Scopes,
        Hubs = Hubs,
        School = School,
        Trust = Trust,
        EndTime = ExpireTime,
        BreakGlass = BreakGlass,
        Generation = Generation,
    };

    /// <summary>A new one.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: it is for nobody or for two, it has ended, or its role is for
    /// something else.</exception>
    public static Grant New(V1.Grant from, string creator, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(from);
        RequirePlace(from, GrantRoles.All.GetValueOrDefault(from.Role)?.Place
            ?? throw ApiError.Invalid("grant.role", $"must be one of {string.Join(", ", GrantRoles.Names)}"));
        return new()
        {
            Id = Guid.CreateVersion7(),
            Issuer = from.Issuer,
            Subject = (from.Subject.Length == 0) == (from.ExternalGroup.Length == 0)
                ? throw ApiError.Invalid("grant.subject", "or external_group must be set, and not both")
                : NullIfEmpty(from.Subject),
            ExternalGroup = NullIfEmpty(from.ExternalGroup),
            Role = from.Role,
            Hubs = from.Hubs.Count == 0
                ? [TokenRights.EveryHub]
                : [.. from.Hubs.Select(hub => hub.Id()).Distinct().Order(StringComparer.Ordinal)],
            School = from.School.Length == 0 ? null : from.School.Id(),
            Trust = from.Trust.Length == 0 ? null : from.Trust.Id(),
            DisplayName = from.DisplayName,
            Reason = from.Reason,
            ExpireTime = from.ExpireTime is not { } end ? null
                : end.ToDateTimeOffset() > now ? ApiClient.Stored(end.ToDateTimeOffset())
                : throw ApiError.Invalid("grant.expire_time", "must be in the future"),
            Creator = creator,
        };
    }

    /// <summary>The grant with the caller's changes.</summary>
    public Grant Edit(V1.Grant merged)
    {
        ArgumentNullException.ThrowIfNull(merged);
        DateTime? end = merged.ExpireTime is { } time ? ApiClient.Stored(time.ToDateTimeOffset()) : null;
        return RequireChangeable() with
        {
            DisplayName = merged.DisplayName,
            Reason = merged.Reason,
            ExpireTime = end,
            // Where it ends earlier.
            Generation = Generation + (end is not null && !(ExpireTime <= end) ? 1 : 0),
        };
    }

    /// <summary>The grant that gives no more tokens.</summary>
    public Grant Revoke() => RequireActive() with { State = State.Revoked, Generation = Generation + 1 };

    /// <inheritdoc cref="IResource.ToProto"/>
    public V1.Grant ToProto() => new()
    {
        Name = Name,
        Issuer = Issuer,
        Subject = Subject ?? "",
        ExternalGroup = ExternalGroup ?? "",
        Role = Role,
        Hubs = { Hubs is [TokenRights.EveryHub] ? [] : Hubs.Select(hub => $"hubs/{hub}") },
        School = School is null ? "" : $"schools/{School}",
        Trust = Trust is null ? "" : $"trusts/{Trust}",
        DisplayName = DisplayName,
        Reason = Reason,
        ExpireTime = ExpireTime?.ToUniversalTime().ToTimestamp(),
        State = State,
        Scopes = { Scopes },
        Creator = Creator,
        BreakGlass = BreakGlass,
        Etag = Etag,
        CreateTime = CreateTime.ToUniversalTime().ToTimestamp(),
        UpdateTime = UpdateTime.ToUniversalTime().ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    Grant RequireActive() => State == State.Active ? this : throw ApiError.WrongState(
        Name, State, [State.Active], "create another grant");

    /// <summary>A role names what it is for, and nothing else.</summary>
    static void RequirePlace(V1.Grant from, RolePlace place)
    {
        Require("hubs", from.Hubs.Count > 0, place != RolePlace.EveryHub, from.Role);
        Require("school", from.School.Length > 0, place == RolePlace.School, from.Role);
        Require("trust", from.Trust.Length > 0, place == RolePlace.Trust, from.Role);
    }

    static void Require(string field, bool isSet, bool needed, Role role)
    {
        if (isSet != needed)
        {
            throw ApiError.Invalid($"grant.{field}",
                $"must {(needed ? "be set" : "be empty")} for the role {Enums.Text(role)}");
        }
    }

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
