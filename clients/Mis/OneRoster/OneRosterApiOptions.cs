namespace Mastery.Mis;

/// <summary>A OneRoster 1.1 or 1.2 service and how to sign in to it.</summary>
public sealed record OneRosterApiOptions
{
    /// <summary>The address under which <c>users</c> and <c>orgs</c> are: <c>https://…/ims/oneroster/v1p1</c>, or of
    /// 1.2 <c>https://…/ims/oneroster/rostering/v1p2</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where tokens are given (OAuth 2 client credentials).</summary>
    public required Uri TokenAddress { get; init; }

    /// <summary>The client's id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The scopes that are asked for; none for that of reading rosters, as the standard names it.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The roles of the people that are asked for; none for teachers and those who lead the school. Pupils and
    /// parents are never asked for.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The cursor of the run before, for what has changed since; empty for everybody.</summary>
    public string ChangedSince { get; init; } = "";

    /// <summary>The school of people for whom the service says none, by URN or LAESTAB; empty for none.</summary>
    public string School { get; init; } = "";

    /// <summary>How many records a page has.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How long it is waited for.</summary>
    public ApiLimits Limits { get; init; } = new();

    /// <summary>The version, by the address.</summary>
    internal string Version => Address.AbsolutePath.Contains("v1p2", StringComparison.OrdinalIgnoreCase) ? "1.2"
        : "1.1";

    /// <summary>The scopes, also where none are named.</summary>
    internal IReadOnlyList<string> UsedScopes => Scopes.Count > 0 ? Scopes
        : [$"https://purl.imsglobal.org/spec/or/v{Version.Replace('.', 'p')}/scope/roster-core.readonly"];

    /// <summary>The roles, also where none are named.</summary>
    internal IReadOnlyList<string> UsedRoles => Roles.Count > 0 ? Roles
        : Version == "1.2" ? ["teacher", "principal", "siteAdministrator"] : ["teacher", "administrator"];
}
