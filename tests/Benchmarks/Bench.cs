using System.Diagnostics;
using System.Globalization;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Rows;
using Mastery.Benchmarks.Setup;
using Mastery.Local;
using Mastery.Postgres;
using Spectre.Console;

namespace Mastery.Benchmarks;

/// <summary>The whole run: the suite is started, the rows are measured one after the other, the table is
/// printed.</summary>
static class Bench
{
    const int Deep = 200_000;

    static readonly (string Name, Func<BenchSuite, Departments, Task<IReadOnlyList<Row>>> RunAsync)[] All =
    [
        ("unary", Reads.UnaryAsync),
        ("gateway", Gateways.RunAsync),
        ("list", (suite, _) => Reads.ListAsync(suite)),
        ("tenancy", Tenancy.RunAsync),
        ("depth", Depth.RunAsync),
        ("import", (suite, _) => Imports.RunAsync(suite)),
    ];

    /// <summary>The names of what can be measured.</summary>
    public static string[] Names { get; } = [.. All.Select(part => part.Name)];

    /// <summary>Measures the named parts.</summary>
    /// <returns>The exit code: 0, whatever was measured: a missed bar is a finding, not a failure; 1 when it could not
    /// be.</returns>
    public static async Task<int> RunAsync(BenchOptions options, string[] names)
    {
        if (!OperatingSystem.IsLinux())
        {
            AnsiConsole.MarkupLine("[red]CPU time is read from /proc: run this on Linux.[/]");
            return 1;
        }
        try
        {
            ResultTable.Print(await MeasureAsync(options, names));
            return 0;
        }
        catch (Exception problem) when (problem is SuiteException or PostgresUnavailableException)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{problem.Message}[/]");
            return 1;
        }
    }

    static async Task<List<Row>> MeasureAsync(BenchOptions options, string[] names)
    {
        var clock = Stopwatch.StartNew();
        await using var suite = await BenchSuite.StartAsync(options, new Steps(step => Say(clock, step)));
        Say(clock, "Filling tables");
        var departments = await Departments.CreateAsync(suite.Postgres, options.Scale(Deep));
        List<Row> rows = [];
        foreach (var (name, measure) in All.Where(part => names.Contains(part.Name)))
        {
            Say(clock, $"Measuring {name}");
            rows.AddRange(await measure(suite, departments));
        }
        Say(clock, "Done");
        return rows;
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
