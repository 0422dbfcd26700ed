using System.Diagnostics.Metrics;
using System.Globalization;
using Mastery.Cli.Connection;
using Mastery.Cli.Connector;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.Cli.Tests.Connector;

public sealed class LoopTests : ConnectorTest
{
    readonly FakeTimeProvider _time = new(
        DateTimeOffset.Parse("2026-07-10T12:00:00Z", CultureInfo.InvariantCulture));

    readonly StringWriter _said = new();

    [Fact]
    public async Task Runs_at_the_time_of_day_in_England_and_stops_when_it_is_told()
    {
        WriteStaff("1,Ash");
        using var stop = new CancellationTokenSource();
        var running = RunAsync(stop.Token);
        await SaysAsync("Next at Sat 11 Jul 2026, 00:30.");
        WriteStaff("1,Ash", "2,Birch");

        // 23:24 UTC.
        _time.Advance(TimeSpan.FromHours(11.4));
        Assert.Single(World.Staff);
        await AdvanceAsync(TimeSpan.FromMinutes(1), "Next at Sun 12 Jul 2026, 00:30.");
        await stop.CancelAsync();
        await running;

        Assert.Equal(2, World.Staff.Count);
        Assert.EndsWith("Stopped.", Said.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_as_long_as_it_is_asked_to()
    {
        WriteStaff("1,Ash");
        File.SetLastWriteTimeUtc(PathOf("staff.csv"), _time.GetUtcNow().UtcDateTime);
        using var stop = new CancellationTokenSource();
        var running = RunAsync(stop.Token);

        await AdvanceAsync(TimeSpan.FromSeconds(10), "Next at ");
        await stop.CancelAsync();
        await running;

        Assert.Equal(10, Seconds(Lines("Tried again in ").First()));
        Assert.Single(World.Staff);
    }

    [Fact]
    public async Task Waits_longer_each_time_where_nobody_says_how_long()
    {
        using var stop = new CancellationTokenSource();
        var running = RunAsync(stop.Token);

        await AdvanceAsync(TimeSpan.FromHours(1), "Tried again in ", 6);
        await stop.CancelAsync();
        await running;

        var waits = Lines("Tried again in ").Select(Seconds).ToList();
        Assert.Single(Lines("WARNING: There is no file"));
        Assert.InRange(Lines("Still: There is no file").Count(), 5, 6);
        Assert.All(waits, seconds => Assert.InRange(seconds, 1, 3600));
        Assert.True(waits.Take(2).Sum() < waits.Take(6).TakeLast(2).Sum(), string.Join(' ', waits));
    }

    [Fact]
    public async Task Counts_what_it_does()
    {
        WriteStaff("1,Ash", "2,Birch");
        List<string> counted = [];
        using var connector = Connector();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter == connector.Metrics.Meter)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, number, tags, _) => counted.Add(
            $"{instrument.Name.Split('.')[^1]} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))} {number}"));
        listener.SetMeasurementEventCallback<double>((instrument, number, _, _) => counted.Add(
            $"{instrument.Name.Split('.')[^1]} {number.ToString(CultureInfo.InvariantCulture)}"));
        listener.Start();

        await connector.Loop.OnceAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(2));
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "staff_read  2", "effects_applied create 2", "effects_applied update 0", "effects_applied leave 0",
                "effects_applied restore 0", "cycles in_step 1", "cycle_duration 0", "last_success_age 120",
            ],
            counted);
    }

    string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    IEnumerable<string> Lines(string text) =>
        Said.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal));

    static int Seconds(string line) => int.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture);

    async Task SaysAsync(string text)
    {
        while (!Lines(text).Any())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Puts the clock forward, step by step, until something is said.</summary>
    async Task AdvanceAsync(TimeSpan step, string text, int times = 1)
    {
        while (Lines(text).Count() < times)
        {
            _time.Advance(step);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    async Task RunAsync(CancellationToken stop)
    {
        using var connector = Connector();
        await connector.Loop.RunAsync(stop);
    }

    Running Connector()
    {
        var settings = Configuration.Read(WriteConfig(), _time);
        var log = new ConnectorLog(new Locked(_said), json: false, _time);
        var folder = StateFolder.Take(settings.StateFolder);
        var memory = new ConnectorMemory(folder, settings.Identity, log);
        memory.Load();
        var metrics = new ConnectorMetrics(
            () => (_time.GetUtcNow() - memory.State.SuccessTime)?.TotalSeconds);
        return new(
            new(settings, memory, () => ApiClients.Connect(new(Address), null, "id", "secret"), log, metrics, _time),
            metrics, folder);
    }

    sealed record Running(RosterConnector Loop, ConnectorMetrics Metrics, StateFolder Folder) : IDisposable
    {
        public void Dispose()
        {
            Metrics.Dispose();
            Folder.Dispose();
        }
    }

    /// <summary>Lets a test read what is being written.</summary>
    sealed class Locked(StringWriter writer) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            lock (writer)
            {
                writer.WriteLine(value);
            }
        }
    }
}
