using Mastery.Cli.Journey;
using Mastery.Clients;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Cli.Rosters;

/// <summary>How a data manager calls what a sync has and does.</summary>
static class RosterWords
{
    /// <summary>What happens to people, by kind, in the order in which somebody wants to look at it.</summary>
    public static IReadOnlyList<(Kind Kind, string Word, string Heading)> Kinds { get; } =
    [
        (Kind.Create, "new", "New people"),
        (Kind.Update, "changed", "People of whom something changes"),
        (Kind.Unchanged, "unchanged", "People of whom nothing changes"),
        (Kind.Leave, "leave", "People who leave"),
        (Kind.Restore, "come back", "People who come back"),
        (Kind.PotentialMatch, "to decide", "People for you to decide on"),
        (Kind.Skipped, "left out", "Staff who are left out"),
        (Kind.Rejected, "not usable", "Records that cannot be used"),
    ];

    /// <summary>The word for a kind.</summary>
    public static string Of(Kind kind) => Kinds.FirstOrDefault(known => known.Kind == kind).Word ?? "";

    /// <summary>The body whose staff it is.</summary>
    public static string Source(string source) => source.Split('/') switch
    {
        ["trusts", var uid] => $"trust {uid}",
        ["schools", var urn] => $"school {urn}",
        _ => source,
    };

    /// <summary>Whether it is of everybody.</summary>
    public static string Of(RosterMode mode) => mode == RosterMode.Full ? "everybody" : "changes only";

    /// <summary>How far a sync is.</summary>
    public static string Of(RosterSync.Types.State state) => state switch
    {
        RosterSync.Types.State.Planned => "planned, nothing is done yet",
        RosterSync.Types.State.PartlyApplied => "applied in part",
        _ => state.Words(),
    };

    /// <summary>Where a source has a record.</summary>
    public static string Place(StaffRecord.Types.Origin? origin) => origin is not { File.Length: > 0 } ? ""
        : origin.Line > 0 ? $"{origin.File}, line {origin.Line}" : origin.File;

    /// <summary>What a person calls a field of a record, which the API names as <c>posts[0].school_number</c>.
    /// </summary>
    public static string Column(string field) => field[(field.LastIndexOf('.') + 1)..] switch
    {
        "trn" => "Teacher Reference Number",
        "email" => "e-mail address",
        var name => name.Replace('_', ' '),
    };

    /// <summary>A number of people.</summary>
    public static string People(int count) => $"{count:N0} {(count == 1 ? "person" : "people")}";

    /// <summary>A number of records.</summary>
    public static string Records(int count) => $"{count:N0} {(count == 1 ? "record" : "records")}";

    /// <summary>The counts that are not 0, in words: "2 new, 1 to decide".</summary>
    public static string Short(RosterSync.Types.Counts counts)
    {
        var some = Kinds.Zip(Numbers(counts)).Where(one => one.Second > 0)
            .Select(one => $"{one.Second:N0} {one.First.Word}").ToList();
        return some.Count == 0 ? "nothing to do" : string.Join(", ", some);
    }

    /// <summary>The counts in the order of <see cref="Kinds"/>.</summary>
    public static int[] Numbers(RosterSync.Types.Counts? counts) => counts is null ? new int[Kinds.Count] :
    [
        counts.CreateCount, counts.UpdateCount, counts.UnchangedCount, counts.LeaveCount, counts.RestoreCount,
        counts.PotentialMatchCount, counts.SkippedCount, counts.RejectedCount,
    ];

    /// <summary>The name of a sync, of which a person may give the id only.</summary>
    public static string Name(string written) =>
        written.StartsWith("rosterSyncs/", StringComparison.Ordinal) ? written : $"rosterSyncs/{written}";

    /// <summary>The sentences of a refusal, of each school or person one.</summary>
    public static IReadOnlyList<string> Reasons(MasteryError error) =>
        error.Violations.Count > 0 ? [.. error.Violations.Select(violation => violation.Description)] : [error.Message];
}
