using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Mastery.Clients;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>The six promises of a feed (ordered, unique, atomic, reliable, resumable, bookmarkable) under concurrent
/// writers, rollbacks, long transactions, readers that are killed, and a service that stops.</summary>
/// <remarks>The variable <c>MASTERY_FEED_CHANGES</c> says how many transactions a run makes, for example
/// 1000000.</remarks>
public sealed class FeedPromisesTests(ITestOutputHelper output)
{
    const int Writers = 8;
    const int Readers = 4;

    static readonly int Transactions =
        int.TryParse(Environment.GetEnvironmentVariable("MASTERY_FEED_CHANGES"), out var number) ? number : 2000;

    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Hold_whatever_happens_to_writers_readers_and_services()
    {
        await using var first = await TestService.StartAsync<Library.LibraryService>("library");
        await using var second = await TestService.StartAsync<Library.LibraryService>("library",
            new Dictionary<string, string?> { ["ConnectionStrings:Database"] = first.Database.ConnectionString });
        using var done = new CancellationTokenSource();
        var calm = new Reader(_hub, [first], isKilled: false);
        var readers = Enumerable.Range(0, Readers).Select(_ => new Reader(_hub, [first, second])).Append(calm).ToList();
        var reading = readers.Select(reader => reader.RunAsync(done.Token)).ToList();
        using var writing = new FeedWriters(first, _hub);

        var acknowledged = await writing.RunAsync(Writers, Transactions, halfway: () => second.StopAsync());
        var end = await LastAsync(first);
        await Task.WhenAll(readers.Zip(reading, (reader, task) => reader.ReachedAsync(end, task)));
        await done.CancelAsync();
        await Task.WhenAll(reading);

        Assert.All(readers, reader => IsWhole(reader, end, acknowledged));
        Assert.True(readers.Sum(reader => reader.Kills) >= Readers, "No reader was killed.");
        Assert.True(writing.RolledBack > 0, "No writer was rolled back.");
        var kills = readers.Sum(reader => reader.Kills);
        Report(calm, acknowledged, $"{end} transactions, {acknowledged.Count} changes, {writing.RolledBack} rolled "
            + $"back, {Readers} readers, {kills} kills");
    }

    // The control: a reader of `id > last` over a sequence misses what commits after a later number was read.
    [Fact]
    public async Task Would_be_broken_by_a_reader_of_a_sequence()
    {
        await using var library = await TestService.StartAsync<Library.LibraryService>("library");

        var missed = await SequenceReader.MissedAsync(library.Database, Writers, transactions: 400);

        output.WriteLine($"A reader of a sequence missed {missed} of 400.");
        Assert.True(missed > 0);
    }

    /// <summary>Every revision once and in order, with all changes of its transaction; nothing but what was
    /// committed.</summary>
    static void IsWhole(Reader reader, long end, ConcurrentDictionary<string, long> acknowledged)
    {
        Assert.Equal(
            Enumerable.Range(1, (int)end).Select(number => (long)number), reader.Seen.Select(one => one.Revision));
        var written = reader.Seen.SelectMany(one => one.Names.Select(name => (name, one.Revision))).ToList();
        Assert.Equal(acknowledged.Keys.Order(), written.Select(one => one.name).Order());
        Assert.All(reader.Seen, one => Assert.Single(one.Names.Select(FeedWriters.TransactionOf).Distinct()));
        Assert.All(reader.Seen, one => Assert.All(one.Names, name => Assert.EndsWith(
            $"of-{one.Names.Count}", name, StringComparison.Ordinal)));
    }

    void Report(Reader calm, ConcurrentDictionary<string, long> acknowledged, string run)
    {
        var delays = calm.Seen.SelectMany(one => one.Names.Select(
            name => Stopwatch.GetElapsedTime(acknowledged[name], one.Time).TotalMilliseconds)).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{run}: 0 violations. From the writer's answer to a reader that is not killed: p50 "
            + $"{delays[delays.Count / 2]:F0} ms, p99 {delays[delays.Count * 99 / 100]:F0} ms."));
    }

    async Task<long> LastAsync(TestService library)
    {
        await using var connection = await library.Database.OpenAsync();
        await connection.SetHubAsync(_hub);
        return long.Parse(
            (await connection.ReadAsync("SELECT revision FROM revision WHERE hub_id = $1", _hub)).Single(),
            CultureInfo.InvariantCulture);
    }

    /// <summary>A reader that is killed again and again, and goes on from the place that it kept.</summary>
    sealed class Reader(string hub, TestService[] services, bool isKilled = true) : IFeedToken
    {
        string _token = default(FeedPosition).ToToken(hub);
        long _last;

        public List<(long Revision, List<string> Names, long Time)> Seen { get; } = [];

        public int Kills { get; private set; }

        public async Task RunAsync(CancellationToken done)
        {
            while (!done.IsCancellationRequested)
            {
                using var kill = CancellationTokenSource.CreateLinkedTokenSource(done);
                if (isKilled)
                {
                    kill.CancelAfter(Random.Shared.Next(200, 1500));
                }

                try
                {
                    await ReadAsync(services[Random.Shared.Next(services.Length)], kill.Token);
                }
                catch (Exception) when (kill.IsCancellationRequested)
                {
                    Kills++;
                }
            }
        }

        public async Task ReachedAsync(long end, Task reading)
        {
            while (Volatile.Read(ref _last) < end)
            {
                await Task.WhenAny(reading, Task.Delay(20));
                if (reading.IsFaulted)
                {
                    await reading;
                }
            }
        }

        Task<string?> IFeedToken.ReadAsync(CancellationToken cancellation) => Task.FromResult<string?>(_token);

        Task IFeedToken.WriteAsync(string token, CancellationToken cancellation)
        {
            _token = token;
            return Task.CompletedTask;
        }

        async Task ReadAsync(TestService service, CancellationToken kill)
        {
            var feed = new Clients.ChangeFeed(service.Feed(hub).WatchChanges, $"hubs/{hub}", this);
            await foreach (var one in feed.ReadAsync(kill))
            {
                Seen.Add((one.Revision, [.. one.Changes.Select(FeedWriters.NameOf)], Stopwatch.GetTimestamp()));
                Volatile.Write(ref _last, one.Revision);
            }
        }
    }
}
