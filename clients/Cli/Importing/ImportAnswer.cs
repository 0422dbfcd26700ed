using Mastery.Cli.Gias;
using Mastery.Participants.V1;

namespace Mastery.Cli.Importing;

/// <summary>What the directory did with the records sent.</summary>
/// <param name="Created">Records that were new.</param>
/// <param name="Updated">Records that changed.</param>
/// <param name="Unchanged">Records that were the same.</param>
/// <param name="Closed">Schools now closed, among the updated; null for successions.</param>
/// <param name="Queued">Schools whose successors wait for a person; null for schools.</param>
/// <param name="Rejected">Records that the directory rejected.</param>
public sealed record ImportAnswer(
    int Created, int Updated, int Unchanged, int? Closed, int? Queued, IReadOnlyList<GiasIssue> Rejected)
{
    /// <summary>Nothing was sent.</summary>
    public static readonly ImportAnswer Nothing = new(0, 0, 0, null, null, []);

    /// <summary>The answer to schools.</summary>
    public static ImportAnswer Of(ImportSchoolsResponse answer) => new(
        answer.CreatedCount,
        answer.UpdatedCount,
        answer.UnchangedCount,
        answer.ClosedCount,
        null,
        Issues(answer.RejectedRecords));

    /// <summary>The answer to successions.</summary>
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
