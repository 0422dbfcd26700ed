using Mastery.Cli.Gias;
using Mastery.Participants.V1;

namespace Mastery.Cli.Importing;

/// <summary>The result of an import by the directory.</summary>
/// <param name="Created">Records that were new.</param>
/// <param name="Updated">Records that changed.</param>
/// <param name="Unchanged">Records that were already the same.</param>
/// <param name="Outdated">Records that a newer source contradicts; it stays.</param>
/// <param name="Rejected">Records that the directory rejected.</param>
public sealed record ImportAnswer(
    int Created, int Updated, int Unchanged, int Outdated, IReadOnlyList<GiasIssue> Rejected)
{
    /// <summary>Nothing was sent.</summary>
    public static readonly ImportAnswer Nothing = new(0, 0, 0, 0, []);

    /// <summary>Schools now closed, among the updated; null for other files.</summary>
    public int? Closed { get; init; }

    /// <summary>Schools whose succession a person must decide; null for other files.</summary>
    public int? Queued { get; init; }

    /// <summary>Links that newer extracts no longer have; null for other files.</summary>
    public int? Withdrawn { get; init; }

    /// <summary>Memberships of schools in trusts that have ended; null for other files.</summary>
    public int? Ended { get; init; }

    /// <summary>Schools whose trust is another now; null for other files.</summary>
    public int? Moved { get; init; }

    /// <summary>Records that the directory counts as outside the programme.</summary>
    public int Outside { get; init; }

    /// <summary>The result of an import of schools.</summary>
    public static ImportAnswer Of(ImportSchoolsResponse answer) => new(
        answer.CreatedCount,
        answer.UpdatedCount,
        answer.UnchangedCount,
        answer.OutdatedCount,
        Issues(answer.RejectedRecords))
    {
        Closed = answer.ClosedCount,
    };

    /// <summary>The result of an import of successions.</summary>
    public static ImportAnswer Of(ImportSuccessionsResponse answer) => new(
        answer.CreatedCount,
        answer.UpdatedCount,
        answer.UnchangedCount,
        answer.OutdatedCount,
        Issues(answer.RejectedRecords))
    {
        Queued = answer.QueuedCount,
        Withdrawn = answer.WithdrawnCount,
    };

    /// <summary>The result of an import of trusts or their schools.</summary>
    public static ImportAnswer Of(ImportTrustsResponse answer) => new(
        answer.CreatedCount,
        answer.UpdatedCount,
        answer.UnchangedCount,
        answer.OutdatedCount,
        Issues(answer.RejectedRecords))
    {
        Ended = answer.EndedCount,
        Moved = answer.MovedCount,
        Outside = answer.OutsideCount,
    };

    static List<GiasIssue> Issues(IEnumerable<RejectedRecord> records) =>
        [.. records.Select(record => new GiasIssue(record.Line, record.Column, record.Value, record.Reason))];
}
