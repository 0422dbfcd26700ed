using Mastery.ServiceDefaults;

namespace Mastery.Access;

public sealed partial record Grant
{
    static readonly TimeSpan BreakGlassDefault = TimeSpan.FromHours(1);
    static readonly TimeSpan BreakGlassMaximum = TimeSpan.FromHours(8);

    /// <summary>One for an emergency. Its role has no rights over the rights of others, nor over what is entered of its
    /// use: it cannot outlast itself.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: it ends too late, or has ended.</exception>
    public static Grant ForEmergency(V1.BreakGlassRequest from, string creator, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(from);
        var end = from.ExpireTime?.ToDateTimeOffset() ?? now + BreakGlassDefault;
        return new()
        {
            Id = Guid.CreateVersion7(),
            Issuer = from.Issuer,
            Subject = from.Subject,
            Role = V1.Grant.Types.Role.HubCoordinator,
            Hubs = [from.Hub.Id()],
            DisplayName = from.DisplayName,
            Reason = from.Reason,
            ExpireTime = end > now && end <= now + BreakGlassMaximum
                ? ApiClient.Stored(end)
                : throw ApiError.Invalid("expire_time", "must be in the future, and at most 8 hours from now"),
            BreakGlass = true,
            Creator = creator,
        };
    }

    Grant RequireChangeable() => !BreakGlass ? RequireActive() : throw ApiError.Invalid("grant.name",
        "was given in an emergency and is not changed: revoke it, or break the glass again with a reason");
}
