namespace Mastery.Benchmarks.Load;

/// <summary>What a load process does.</summary>
enum LoadKind
{
    /// <summary>Reads a department over gRPC.</summary>
    GrpcGet,

    /// <summary>Reads a department over REST.</summary>
    RestGet,

    /// <summary>Lists 100 departments over gRPC.</summary>
    GrpcList,

    /// <summary>Reads a department's row by SQL, with its hub set in the same batch.</summary>
    SqlInHub,

    /// <summary>Reads a department's row by SQL and nothing else.</summary>
    SqlPlain,
}

/// <summary>What a load process is told, on its first line of input: not by arguments, which everybody can
/// see.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Address">Where: a URL, or a connection string.</param>
/// <param name="Subject">The resource's name, or a list's parent.</param>
sealed record LoadSpec(LoadKind Kind, string Address, string Subject)
{
    /// <summary>How many calls are in flight at once.</summary>
    public const int Concurrency = 8;

    /// <summary>The rows of a listed page.</summary>
    public const int PageSize = 100;

    /// <summary>How many calls it makes before it says that it is ready.</summary>
    public int WarmUp { get; init; } = 4_000;

    /// <summary>The bearer token.</summary>
    public string Token { get; init; } = "";

    /// <summary>Where a listed page starts.</summary>
    public string PageToken { get; init; } = "";

    /// <summary>The table that SQL reads.</summary>
    public string Table { get; init; } = "department";
}
