using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mastery.Testing;

/// <summary>Whether what a call asks of the database is prepared, as Npgsql says in its traces.</summary>
public static class PreparedStatements
{
    const string Tag = "db.npgsql.prepared";

    // A statement is prepared when a connection sees it again; there are 16 connections, and new ones may come.
    const int Calls = 64;

    /// <summary>Whether, of many equal calls, one comes to a connection that has all of its statements
    /// prepared.</summary>
    public static async Task<bool> SeenAsync(Func<Task> call)
    {
        for (var made = 0; made < Calls; made++)
        {
            if (await OfAsync(call) is { Count: > 0 } prepared && prepared.All(statement => statement))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One answer for each time that the service waited for its database.</summary>
    public static async Task<IReadOnlyList<bool>> OfAsync(Func<Task> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var activity = new Activity(nameof(PreparedStatements)).Start();
        var trace = activity.TraceId;
        ConcurrentQueue<bool> commands = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = command => commands.Enqueue(command.GetTagItem(Tag) is true),
        };
        ActivitySource.AddActivityListener(listener);
        await call();
        return [.. commands];
    }
}
