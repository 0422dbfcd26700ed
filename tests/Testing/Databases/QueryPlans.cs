using System.Diagnostics;
using System.Text.Json;

namespace Mastery.Testing;

/// <summary>What the database was asked during a call, and how it went about it.</summary>
/// <param name="logs">The log of a service in an <see cref="ExplainedRole"/>.</param>
/// <param name="trace">The call's trace.</param>
public sealed class QueryPlans(CapturedLogs logs, ActivityTraceId trace)
{
    const string Notice = "Received notice: ";
    const string Plan = "plan:";
    const string Inner = "Plans";

    // As Npgsql logs the end of a command and of a batch, each one round trip.
    static readonly string[] RoundTrip = ["Command execution completed", "Batch execution completed"];

    readonly List<string> _lines =
        [.. logs.Entries.Where(entry => entry.Trace == trace).Select(entry => entry.Message)];

    /// <summary>How often the service waited for its database.</summary>
    public int RoundTrips => _lines.Count(line => RoundTrip.Any(
        done => line.StartsWith(done, StringComparison.Ordinal)));

    /// <summary>How many statements there were.</summary>
    public int Statements => Plans.Count();

    /// <summary>Tables that were read from end to end, each with the statement, because no index serves it.</summary>
    public IEnumerable<string> WholeTables =>
        from plan in Plans
        from table in Nodes(plan.GetProperty("Plan"))
        where table.GetProperty("Node Type").GetString() == "Seq Scan"
        select $"{table.GetProperty("Relation Name")}: {plan.GetProperty("Query Text")}";

    IEnumerable<JsonElement> Plans => _lines
        .Where(line => line.StartsWith(Notice, StringComparison.Ordinal)
            && line.Contains(Plan, StringComparison.Ordinal))
        .Select(line => JsonElement.Parse(line[(line.IndexOf(Plan, StringComparison.Ordinal) + Plan.Length)..]));

    /// <summary>A call's answer, and what it asked of the database.</summary>
    public static async Task<(T Answer, QueryPlans Asked)> OfAsync<T>(TestService explained, Func<Task<T>> call)
    {
        using var activity = new Activity(nameof(QueryPlans)).Start();
        return (await call(), new(explained.Logs, activity.TraceId));
    }

    static IEnumerable<JsonElement> Nodes(JsonElement plan) =>
        plan.TryGetProperty(Inner, out var parts) ? parts.EnumerateArray().SelectMany(Nodes).Prepend(plan) : [plan];
}
