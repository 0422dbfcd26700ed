using Grpc.Core;
using Mastery.Cli.Commands;
using Mastery.Clients;

namespace Mastery.Cli.Bulk;

/// <summary>Does many things one after another, a line for each, goes on after a refusal, and sums up.</summary>
/// <param name="terminal">Where the lines are written.</param>
/// <param name="json">Whether one JSON answer is written in their place.</param>
/// <param name="dryRun">Whether nothing is done.</param>
sealed class BulkReport(Terminal terminal, bool json, bool dryRun = false)
{
    /// <summary>These end the run: the next call would fail in the same way.</summary>
    static readonly StatusCode[] Ends =
    [
        StatusCode.Unavailable, StatusCode.Unauthenticated, StatusCode.Cancelled, StatusCode.DeadlineExceeded,
        StatusCode.Internal, StatusCode.Unknown, StatusCode.ResourceExhausted,
    ];

    readonly List<BulkResult> _results = [];

    /// <summary>The results until now.</summary>
    public IReadOnlyList<BulkResult> Results => _results;

    /// <summary>Does one thing; a refusal is a result.</summary>
    public async Task RunAsync(int line, string subject, Func<Task<(BulkOutcome Outcome, string Text)>> act)
    {
        try
        {
            var (outcome, text) = await act();
            Add(new(line, subject, outcome, text));
        }
        catch (RowRefusedException refusal)
        {
            Add(new(line, subject, BulkOutcome.Refused, refusal.Message));
        }
        catch (RpcException refusal) when (!Ends.Contains(refusal.StatusCode))
        {
            Add(new(line, subject, BulkOutcome.Refused, Words(refusal.ToMasteryError())));
        }
        catch (RpcException)
        {
            Error(line, subject);
            throw;
        }
    }

    /// <summary>Writes the summary, and answers the exit code.</summary>
    public int Finish()
    {
        var counts = _results.CountBy(result => result.Outcome).OrderBy(count => count.Key).ToList();
        if (json)
        {
            terminal.WriteJson(new
            {
                dryRun,
                results = _results.Select(result => new
                {
                    line = result.Line > 0 ? result.Line : (int?)null,
                    subject = result.Subject,
                    outcome = Word(result.Outcome),
                    text = result.Text,
                }),
                counts = counts.ToDictionary(count => Word(count.Key), count => count.Value),
            });
        }
        else
        {
            terminal.OutputWriter.WriteLine(counts.Count == 0 ? "Nothing to do."
                : $"{string.Join(", ", counts.Select(count => $"{count.Value:N0} {Word(count.Key)}"))}."
                    + (dryRun ? " Nothing was written: this was a dry run." : ""));
        }

        return counts.Any(count => count.Key == BulkOutcome.Refused) ? ExitCode.SomeRejected : ExitCode.Done;
    }

    void Add(BulkResult result)
    {
        _results.Add(result);
        if (!json)
        {
            var place = result.Line > 0 ? $"line {result.Line}, " : "";
            var text = result.Text.Length > 0 ? $": {result.Text}" : "";
            terminal.OutputWriter.WriteLine($"{Word(result.Outcome),-9}  {place}{result.Subject}{text}");
        }
    }

    void Error(int line, string subject) => terminal.Fail(
        $"stopped at {(line > 0 ? $"line {line}, " : "")}{subject}; {_results.Count:N0} before it are done. "
            + "Run it again: what is done stays as it is");

    static string Word(BulkOutcome outcome) => outcome.ToString().ToLowerInvariant();

    /// <summary>The API's own words on one line, each sentence once.</summary>
    internal static string Words(MasteryError error) => string.Join(" ", error.Violations
        .Where(violation => !error.Message.Contains(violation.Description, StringComparison.Ordinal))
        .Select(violation => $"{violation}")
        .Prepend(error.Message)).ReplaceLineEndings(" ");
}
