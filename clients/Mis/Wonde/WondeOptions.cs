namespace Mastery.Mis;

/// <summary>A school at Wonde.</summary>
public sealed record WondeOptions
{
    /// <summary>The address of the API. The school's own region is asked for there.</summary>
    public Uri Address { get; init; } = new("https://api.wonde.com/v1.0/");

    /// <summary>The token of the school or the application.</summary>
    public required string Token { get; init; }

    /// <summary>Wonde's id of the school, for example <c>A1930499544</c>.</summary>
    public required string SchoolId { get; init; }

    /// <summary>The cursor of the run before, for what has changed since; empty for everybody.</summary>
    public string ChangedSince { get; init; } = "";

    /// <summary>The school by URN or LAESTAB, where Wonde does not know it; empty for none.</summary>
    public string School { get; init; } = "";

    /// <summary>How many records a page has.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>How long it is waited for.</summary>
    public ApiLimits Limits { get; init; } = new();
}
