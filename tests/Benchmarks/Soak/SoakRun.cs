using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Soak;

/// <summary>Calls at a steady rate for minutes: whether any fails, whether memory grows, whether calls become
/// slower.</summary>
/// <param name="suite">The suite.</param>
/// <param name="minutes">How long.</param>
/// <param name="rate">Calls a second.</param>
/// <param name="say">Gets a line for each minute.</param>
sealed class SoakRun(BenchSuite suite, int minutes, int rate, Action<string> say)
{
    // More than these wait only when the suite is far behind; then more calls would say nothing more.
    const int MostInFlight = 2_000;
    const int TokenMinutes = 5;
    const int ReadingsPerMinute = 6;
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    readonly TimeSpan _minute = TimeSpan.FromMinutes(suite.Options.Quick ? 0.1 : 1);
    readonly List<SoakMinute> _minutes = [];
    readonly List<Dictionary<string, double>> _memory = [];
    int _inFlight;

    /// <summary>Runs it.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync()
    {
        var departments = await Departments.CreateAsync(suite.Postgres, suite.Options.Scale(10_000));
        for (var minute = 0; minute < minutes; minute += TokenMinutes)
        {
            using var calls = await SoakCalls.StartAsync(suite, departments);
            for (var i = minute; i < Math.Min(minutes, minute + TokenMinutes); i++)
            {
                var done = await MinuteAsync(calls);
                _minutes.Add(done);
                say($"minute {i + 1}: {done}, {Write(_memory[^1])}");
            }
        }

        return SoakVerdict.Of(_minutes, _memory);
    }

    async Task<SoakMinute> MinuteAsync(SoakCalls calls)
    {
        var minute = new SoakMinute();
        List<Task> made = [];
        var clock = Stopwatch.StartNew();
        var (due, read) = (0, 0);
        using var timer = new PeriodicTimer(Tick);
        while (clock.Elapsed < _minute && await timer.WaitForNextTickAsync())
        {
            for (; due < rate * clock.Elapsed.TotalSeconds; due++)
            {
                made.Add(MakeAsync(calls, minute, clock, TimeSpan.FromSeconds((double)due / rate)));
            }

            if (clock.Elapsed >= _minute * (read + 1) / ReadingsPerMinute)
            {
                read++;
                _memory.Add(ReadMemory());
            }
        }

        await Task.WhenAll(made);
        return minute;
    }

    // The time counts from when the call was due: a call that had to wait for its turn took longer.
    async Task MakeAsync(SoakCalls calls, SoakMinute minute, Stopwatch clock, TimeSpan due)
    {
        if (Interlocked.Increment(ref _inFlight) > MostInFlight)
        {
            minute.Fail("too many calls wait");
        }
        else
        {
            try
            {
                await calls.MakeAsync(Random.Shared.Next(100));
                minute.Answer(clock.Elapsed - due);
            }
            catch (Exception problem) when (problem is RpcException or HttpRequestException)
            {
                minute.Fail(problem.Message);
            }
        }

        Interlocked.Decrement(ref _inFlight);
    }

    Dictionary<string, double> ReadMemory()
    {
        var memory = suite.Processes.ToDictionary(process => process.Name, process => Memory.Resident(process.Id));
        memory["PostgreSQL, not shared"] = Memory.Private(suite.Postgres.Process);
        return memory;
    }

    static string Write(Dictionary<string, double> memory) => string.Join(
        ", ", memory.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:0} MB")));
}
