using Mastery.Cli.Gias;
using Mastery.Participants.V1;

namespace Mastery.Cli.Importing;

/// <summary>The result of an import by the directory.</summary>
/// <param name="Created">Records that were new.</param>
/// <param name="Updated">Records that changed.</param>
/// <param name="Unchanged">Records that were already the same.</param>
/// <param name="Closed">Schools now closed, among the updated; null for successions.</param>
/// <param name="Queued">Schools whose succession a person must decide; null for schools.</param>
/// <param name="Rejected">Records that the directory rejected.</param>
public sealed record ImportAnswer(
    int Created, int Updated, int Unchanged, int? Closed, int? Queued, IReadOnlyList<GiasIssue> Rejected)
{
    /// <summary>Nothing was sent.</summary>
    public static readonly ImportAnswer Nothing = new(0, 0, 0, null, null, []);

    /// <summary>The result of an import of schools.</summary>
    public static ImportAnswer Of(ImportSchoolsResponse answer) => new(
        answer.CreatedCount,
        answer.UpdatedCount,
        answer.UnchangedCount,
        answer.ClosedCount,
        null,
        Issues(answer.RejectedRecords));

    /// <summary>The result of an import of successions.</summary>
    public static ImportAnswer Of(ImportSuccessionsResponse answer) => new(
        answer.CreatedCount,
        answer.UpdatedCount,
        answer.UnchangedCount,
        null,
        answer.QueuedCount,
        Issues(answer.RejectedRecords));

    static List<GiasIssue> Issues(IEnumerable<RejectedRecord> records) =>
        [.. records.Select(record => new GiasIssue(record.Line, record.Column, record.Value, record.Reason))];
}
