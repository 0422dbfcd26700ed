using System.Text.Json.Serialization;

namespace Mastery.Cli.Connector;

/// <summary>What the connector keeps from one run to the next. It has no personal data.</summary>
sealed record ConnectorState
{
    /// <summary>What it is the state of; another source or system begins anew.</summary>
    public string Identity { get; init; } = "";

    /// <summary>By part of the source, what to ask changes since: of the last reading that was applied.</summary>
    public IReadOnlyDictionary<string, string> Cursors { get; init; } = new Dictionary<string, string>();

    /// <summary>When everybody was last read and done.</summary>
    public DateTimeOffset? FullTime { get; init; }

    /// <summary>The digest of what was read and done last.</summary>
    public string Digest { get; init; } = "";

    /// <summary>When that was planned.</summary>
    public DateTimeOffset? DigestTime { get; init; }

    /// <summary>From this, and what is sent, the ids of requests are computed: sent again after an interruption they
    /// take effect once.</summary>
    public Guid Seed { get; init; } = Guid.NewGuid();

    /// <summary>What is planned and not done yet.</summary>
    public PendingSync? Pending { get; init; }

    /// <summary>What waits for a person.</summary>
    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>The last sync, and what it did or would do, in words.</summary>
    public string Sync { get; init; } = "";

    /// <summary>What the last sync did or would do: counts in words.</summary>
    public string Counts { get; init; } = "";

    /// <summary>The beginning of the last cycle.</summary>
    public DateTimeOffset? CycleTime { get; init; }

    /// <summary>The end of the last cycle that did not fail.</summary>
    public DateTimeOffset? SuccessTime { get; init; }

    /// <summary>What came of the last cycle.</summary>
    public CycleOutcome Outcome { get; init; }

    /// <summary>Why it failed; empty where it did not.</summary>
    public string Failure { get; init; } = "";
}

/// <summary>A sync that is planned and not done.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">The digest of what was sent.</param>
/// <param name="IsFull">Whether it has everybody.</param>
/// <param name="ReadTime">When that was read.</param>
/// <param name="Cursors">What to ask changes since, once it is done.</param>
/// <param name="LostPeople">How many people could not be read.</param>
sealed record PendingSync(
    string Name,
    string Digest,
    bool IsFull,
    DateTimeOffset ReadTime,
    IReadOnlyDictionary<string, string> Cursors,
    int LostPeople);

/// <summary>Something that a person has to look at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What to do, without personal data.</param>
/// <param name="Subject">What it is about: the same again is not said aloud again.</param>
/// <param name="Since">Since when.</param>
sealed record Need(NeedKind Kind, string Text, string Subject, DateTimeOffset Since)
{
    /// <summary>For reviews, the hub in which a person decides.</summary>
    public string Hub { get; init; } = "";

    /// <summary>For reviews, how many wait there.</summary>
    public int Waiting { get; init; }
}

/// <summary>What a person has to look at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NeedKind>))]
enum NeedKind
{
    /// <summary>What is planned, before anything is done for the first time.</summary>
    DryRun,

    /// <summary>A school that would lose many people.</summary>
    Leavers,

    /// <summary>Who is who.</summary>
    Reviews,

    /// <summary>Rows of people that cannot be used.</summary>
    Rows,
}

/// <summary>What came of a cycle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CycleOutcome>))]
enum CycleOutcome
{
    /// <summary>There was none yet.</summary>
    None,

    /// <summary>Everybody is in step.</summary>
    InStep,

    /// <summary>In step, except for people whose rows cannot be used.</summary>
    RowsUnused,

    /// <summary>A person has to look at something.</summary>
    NeedsPerson,

    /// <summary>The source or the suite cannot be reached, or is busy.</summary>
    Unreachable,

    /// <summary>The source or the suite refuses: a setting is wrong.</summary>
    Misconfigured,
}
