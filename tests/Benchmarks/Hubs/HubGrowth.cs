using System.Globalization;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;
using Mastery.Years;

namespace Mastery.Benchmarks.Hubs;

/// <summary>The same calls in a database of thousands of hubs and, as the peer, of 40: services and PostgreSQL are
/// counted.</summary>
static class HubGrowth
{
    const int Few = 40;
    const int Sources = 8;

    // As flat as can be measured.
    const double Flat = 1.05;

    /// <summary>Fills, measures, fills more and measures again.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="many">How many hubs there are in the end.</param>
    /// <param name="say">Gets a message for each step.</param>
    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite, int many, Action<string> say)
    {
        var (options, hubs) = (new YearOptions(), await HubsAsync(suite, many));
        var copies = new HubCopies(suite.Postgres, options, hubs, Sources);
        say($"Writing {Sources} hubs through the API");
        var hub = await WriteAsync(suite, options, hubs);
        say($"Copying them to {Few} hubs");
        await copies.GrowAsync(Sources, Few);
        var few = await MeasureAsync(suite, hub, say);
        say($"Copying them to {many} hubs");
        await copies.GrowAsync(Few, many);
        var grown = await MeasureAsync(suite, hub, say);
        return [.. grown.Zip(few, (large, small) => Compare(many, large, small))];
    }

    static Row Compare(
        int many, (string What, Arm Arm, Rounds Rounds) large, (string What, Arm Arm, Rounds Rounds) small) =>
        new Row(large.What, $"at {Few} hubs", new(Unit.Times, 1.2, Flat)).Of(
            large.Rounds, large.Arm, small.Rounds, small.Arm) with
        {
            Note = string.Create(CultureInfo.InvariantCulture,
                $"by the clock {Milliseconds(small):0.0} ms a call at {Few} hubs, {Milliseconds(large):0.0} ms at "
                    + $"{many:N0}"),
        };

    static double Milliseconds((string What, Arm Arm, Rounds Rounds) measured) =>
        measured.Rounds.Elapsed(measured.Arm).TotalMilliseconds / measured.Arm.Calls;

    static async Task<List<(string What, Arm Arm, Rounds Rounds)>> MeasureAsync(
        BenchSuite suite, WrittenHub hub, Action<string> say)
    {
        using var channel = GrpcChannel.ForAddress(suite.Service);
        List<(string, Arm, Rounds)> measured = [];
        var calls = new HubCalls(suite, Clients(channel, await suite.TokenAsync()), hub);
        foreach (var (what, arm) in calls.All)
        {
            say($"Measuring {what}");
            measured.Add((what, arm, await Rounds.RunAsync(suite.Options.Rounds, arm)));
        }

        await calls.CancelAsync();
        return measured;
    }

    static async Task<WrittenHub> WriteAsync(BenchSuite suite, YearOptions options, IReadOnlyList<string> hubs)
    {
        using var channel = GrpcChannel.ForAddress(suite.Service);
        var writer = new YearWriter(Clients(channel, await suite.TokenAsync()));
        List<WrittenHub> written = [];
        foreach (var hub in new YearGenerator(options).Hubs(hubs.Take(Sources).Select(id => $"hubs/{id}")))
        {
            written.Add(await writer.WriteAsync(hub));
            foreach (var department in hub.Departments.Index().Where(row => row.Item.Application is not null))
            {
                await writer.ApplyAsync(written[^1], department.Index);
            }
        }

        return written[0];
    }

    static async Task<List<string>> HubsAsync(BenchSuite suite, int many)
    {
        var known = await suite.Postgres.ReadAsync<string[]>("SELECT array_agg(id ORDER BY id) FROM hub");
        return [.. known, .. Enumerable.Range(known.Length, many - known.Length).Select(number => $"hub-{number}")];
    }

    static YearClients Clients(GrpcChannel channel, string token)
    {
        var invoker = channel.Intercept(headers =>
        {
            headers.Add("authorization", $"Bearer {token}");
            return headers;
        });
        return new(new(invoker), new(invoker), new(invoker));
    }
}
