using Mastery.Common.V1;

namespace Mastery.Cli.Connector;

/// <summary>What the connector of a trust or school is told in its configuration.</summary>
sealed record ConnectorSettings
{
    /// <summary>Whose staff it is: <c>trusts/…</c> or <c>schools/…</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The MIS that the ids are of.</summary>
    public required string System { get; init; }

    /// <summary>Where the staff are read.</summary>
    public required StaffOrigin From { get; init; }

    /// <summary>When they are read.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>After how long everybody is read again, where a source can also say only what changed, and an unchanged
    /// list is compared again.</summary>
    public TimeSpan FullEvery { get; init; }

    /// <summary>The part of a school's people, in percent, above which leavers need to be allowed.</summary>
    public int? Guard { get; init; }

    /// <summary>The subject of posts that say none.</summary>
    public Subject Subject { get; init; }

    /// <summary>Whether what is planned is done.</summary>
    public bool Apply { get; init; }

    /// <summary>Where it keeps what it knows from one run to the next.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where reports with names are written.</summary>
    public ReportFiles Reports { get; init; } = new(null, null, null);

    /// <summary>Where its health is answered; null for nowhere.</summary>
    public Uri? Health { get; init; }

    /// <summary>The age of the last success above which it is unhealthy.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>How it connects to the suite; null for the options and variables of the tool.</summary>
    public SuiteSettings? Suite { get; init; }

    /// <summary>What the state belongs to: another source or system begins anew.</summary>
    public string Identity => $"{Source} {System} {From.Kind}";
}

/// <summary>The report files; null for those that are not written.</summary>
/// <param name="Page">The page.</param>
/// <param name="Json">The same for programs.</param>
/// <param name="Errors">The rows that cannot be used.</param>
sealed record ReportFiles(string? Page, string? Json, string? Errors)
{
    /// <summary>Whether one is written.</summary>
    public bool Any => (Page ?? Json ?? Errors) is not null;
}

/// <summary>How it connects to the suite.</summary>
/// <param name="Address">The gateway's gRPC address.</param>
/// <param name="TokenEndpoint">Where tokens are asked for; null for the usual path there.</param>
/// <param name="ClientId">The id of the API client.</param>
/// <param name="ClientSecret">Its secret.</param>
sealed record SuiteSettings(Uri Address, Uri? TokenEndpoint, string ClientId, Secret ClientSecret);

/// <summary>The configuration cannot be used.</summary>
/// <param name="problems">What is wrong, each with what to write.</param>
sealed class ConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>What is wrong, each with what to write.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
