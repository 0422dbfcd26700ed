using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Role = Mastery.Access.V1.Grant.Types.Role;

namespace Mastery.Access;

/// <summary>What a role is for.</summary>
public enum RolePlace
{
    /// <summary>Every hub, also those to come.</summary>
    EveryHub,

    /// <summary>The hubs that the grant names.</summary>
    Hubs,

    /// <summary>One school in hubs.</summary>
    School,

    /// <summary>The schools of one trust in hubs.</summary>
    Trust,
}

/// <summary>What a role may do.</summary>
/// <param name="Place">What it is for.</param>
/// <param name="Scopes">Its scopes.</param>
public sealed record RoleRights(RolePlace Place, string[] Scopes);

/// <summary>The roles of grants. The README has the same table, and a test compares both.</summary>
public static class GrantRoles
{
    // What a hub does not do: it changes no school, reads no other hub, and opens none.
    static readonly string[] NotHubs = ["access.breakglass", "directory.write", "national.read"];

    // Who may do what, what is known about people, and what leaves the hub, is for few.
    static readonly string[] Administrators =
    [
        "access.read", "access.write", "audit.read", "subjectaccess.read", "subjectaccess.write", "webhooks.read",
        "webhooks.write",
    ];

    /// <summary>The table.</summary>
    public static IReadOnlyDictionary<Role, RoleRights> All { get; } = new Dictionary<Role, RoleRights>
    {
        [Role.NationalAdministrator] = new(RolePlace.EveryHub, [.. ContractIndex.Scopes]),
        [Role.NationalReader] = new(RolePlace.EveryHub,
        [
            "catalogue.read", "changes.read", "directory.read", "national.read", "participants.read", "plans.read",
            "roster.read", "workgroups.read",
        ]),
        [Role.Auditor] = new(
            RolePlace.EveryHub, ["access.read", "audit.read", "changes.read", "directory.read", "national.read"]),
        [Role.HubAdministrator] = new(RolePlace.Hubs, Without(NotHubs)),
        [Role.HubCoordinator] = new(RolePlace.Hubs, Without([.. NotHubs, .. Administrators])),
        [Role.WorkGroupLead] = new(RolePlace.Hubs,
        [
            "catalogue.read", "directory.read", "participants.read", "plans.feedback", "plans.read", "workgroups.read",
            "workgroups.write",
        ]),
        [Role.HeadOfDepartment] = new(RolePlace.School,
        [
            "catalogue.read", "directory.read", "participants.read", "participants.write", "plans.feedback",
            "plans.read", "plans.write", "workgroups.read",
        ]),
        [Role.SchoolLeader] = new(RolePlace.School,
            ["catalogue.read", "directory.read", "participants.read", "plans.read", "workgroups.read"]),
        [Role.TrustDataManager] = new(RolePlace.Trust,
        [
            "directory.read", "participants.read", "participants.sensitive", "participants.write", "roster.read",
            "roster.sync",
        ]),
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Keys.Select(Enums.Text);

    static string[] Without(string[] scopes) => [.. ContractIndex.Scopes.Except(scopes)];
}
