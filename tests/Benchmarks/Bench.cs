using System.Diagnostics;
using System.Globalization;
using Mastery.Benchmarks.Hubs;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Rows;
using Mastery.Benchmarks.Setup;
using Mastery.Benchmarks.Soak;
using Mastery.Local;
using Mastery.Postgres;
using Spectre.Console;

namespace Mastery.Benchmarks;

/// <summary>The whole run: the suite is started, the rows are measured one after the other, the table is
/// printed.</summary>
static class Bench
{
    const int Deep = 200_000;
    const int Missed = 2;

    static readonly (string Name, Func<BenchSuite, Departments, Task<IReadOnlyList<Row>>> RunAsync)[] All =
    [
        ("memory", (suite, _) => IdleMemory.RunAsync(suite)),
        ("unary", Reads.UnaryAsync),
        ("list", (suite, _) => Reads.ListAsync(suite)),
        ("gateway", Gateways.RunAsync),
        ("tenancy", Tenancy.RunAsync),
        ("depth", Depth.RunAsync),
        ("start", ColdStart.RunAsync),
        ("feed", FeedDelay.RunAsync),
        ("roster", (suite, _) => Rosters.RunAsync(suite)),
        ("import", (suite, _) => Imports.RunAsync(suite)),
    ];

    /// <summary>The names of what can be measured.</summary>
    public static string[] Names { get; } = [.. All.Select(part => part.Name)];

    /// <summary>Measures the named parts.</summary>
    /// <returns>The exit code: 0 when every bar is kept, 2 when one is missed or a peer is not there to compare with, 1
    /// when nothing could be measured.</returns>
    public static Task<int> RunAsync(BenchOptions options, string[] names) =>
        RunAsync(options, (suite, say) => MeasureAsync(suite, names, say));

    /// <summary>Measures the same calls at 40 hubs and at so many.</summary>
    /// <returns>As <see cref="RunAsync(BenchOptions, string[])"/>.</returns>
    public static Task<int> GrowAsync(BenchOptions options, int hubs) =>
        RunAsync(options, (suite, say) => HubGrowth.RunAsync(suite, hubs, say));

    /// <summary>Calls at a steady rate for so many minutes.</summary>
    /// <returns>As <see cref="RunAsync(BenchOptions, string[])"/>.</returns>
    public static Task<int> SoakAsync(BenchOptions options, int minutes, int rate) =>
        RunAsync(options, (suite, say) => new SoakRun(suite, minutes, rate, say).RunAsync());

    static async Task<int> RunAsync(
        BenchOptions options, Func<BenchSuite, Action<string>, Task<IReadOnlyList<Row>>> measure)
    {
        if (!OperatingSystem.IsLinux())
        {
            AnsiConsole.MarkupLine("[red]CPU time is read from /proc: run this on Linux.[/]");
            return 1;
        }
        try
        {
            ResultTable.Widen();
            var (clock, start) = (Stopwatch.StartNew(), DateTimeOffset.UtcNow);
            await using var suite = await BenchSuite.StartAsync(options, new Steps(step => Say(clock, step)));
            var rows = await measure(suite, step => Say(clock, step));
            ResultTable.Print(rows);
            if (options.Output is { } file)
            {
                await ResultFile.WriteAsync(file, options, start, rows);
            }

            return rows.Any(row => row.Verdict == Verdict.Missed) ? Missed : 0;
        }
        catch (Exception problem) when (problem is SuiteException or PostgresUnavailableException)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{problem.Message}[/]");
            return 1;
        }
    }

    static async Task<IReadOnlyList<Row>> MeasureAsync(BenchSuite suite, string[] names, Action<string> say)
    {
        say("Filling tables");
        var departments = await Departments.CreateAsync(suite.Postgres, suite.Options.Scale(Deep));
        List<Row> rows = [];
        foreach (var (name, measure) in All.Where(part => names.Contains(part.Name)))
        {
            say($"Measuring {name}");
            rows.AddRange(await OrReasonAsync(name, () => measure(suite, departments)));
        }
        say("Done");
        return rows;
    }

    // What was measured before is not lost when one part cannot be.
    static async Task<IReadOnlyList<Row>> OrReasonAsync(string name, Func<Task<IReadOnlyList<Row>>> measure)
    {
        try
        {
            return await measure();
        }
        catch (Exception problem)
        {
            AnsiConsole.WriteException(problem);
            return [new Row(name, "", new(Unit.Times)).Skipped(problem.Message)];
        }
    }

    static void Say(Stopwatch clock, string what) =>
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[grey]{clock.Elapsed.TotalSeconds,6:0.0} s[/]  {what}");

    // Not Progress<T>: its reports would come late and in any order.
    sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
