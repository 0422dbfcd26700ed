using System.Text.Json;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Verifies the change log of every hub. The lines that it writes, kept where nobody who can write the
/// database can write, prove later that no log was written anew as a whole or cut off at its end.</summary>
sealed class ChangeLogAudit(NpgsqlDataSource database, ChangeLogVerifier verifier)
{
    const string Hubs = "SELECT hub_id FROM revision UNION SELECT hub_id FROM change ORDER BY 1";

    /// <summary>The last revision of a log and its hash, a line of JSON.</summary>
    sealed record Head(string Hub, long Revision, string Hash);

    /// <summary>Verifies each log, and against the lines of an earlier time.</summary>
    /// <param name="noted">Those lines; empty for none.</param>
    /// <param name="heads">Gets a line for each log without a fault.</param>
    /// <param name="faults">Gets what is wrong with the others.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public async Task<bool> VerifyAsync(
        TextReader noted, TextWriter heads, TextWriter faults, CancellationToken cancellation)
    {
        // Lines of several days may stand in one file: the last revision speaks for those before it.
        var earlier = (await VerbInput.ReadAsync<Head>(noted, "verify-changes", cancellation))
            .GroupBy(head => head.Hub)
            .Select(same => same.MaxBy(head => head.Revision)!)
            .ToDictionary(head => head.Hub, head => new ChangeLogReport(head.Revision, head.Hash, []));
        var isWhole = true;
        var hubs = await database.ReadAllHubsAsync(Hubs, row => row.GetString(0), [], cancellation);
        foreach (var hub in hubs.Union(earlier.Keys).Order(StringComparer.Ordinal))
        {
            var report = await verifier.VerifyAsync(hub, earlier.GetValueOrDefault(hub), cancellation);
            isWhole &= report.Faults.Count == 0;
            foreach (var fault in report.Faults)
            {
                await faults.WriteLineAsync($"hubs/{hub}: {fault}");
            }

            if (report.Faults.Count == 0)
            {
                await heads.WriteLineAsync(JsonSerializer.Serialize(new Head(hub, report.Revision, report.Hash)));
            }
        }

        return isWhole;
    }
}
