using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants.Tests;

/// <summary>The real links of GIAS, where this machine has them.</summary>
public sealed partial class RealLinkTests(VintageFixture fixture, ITestOutputHelper output)
    : IClassFixture<VintageFixture>
{
    const string Folder = "MASTERY_GIAS_SAMPLES";
    const string Older = "links_2024-07-17_part.csv";
    const string All = "links_20240129_windows1252.csv";
    const string Newer = "links_2025-01-09_part.csv";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_vintages_end_in_the_same_state_in_both_orders(bool complete)
    {
        await fixture.ClearAsync();
        await ImportAsync("2024-07-17", complete, Older);
        await ImportAsync("2025-01-09", complete, Newer);
        var forwards = await fixture.StateAsync();

        await fixture.ClearAsync();
        await ImportAsync("2025-01-09", complete, Newer);
        await ImportAsync("2024-07-17", complete, Older);

        Assert.Equal(forwards, await fixture.StateAsync());
        Assert.Contains(
            forwards, line => line.Contains("\"withdrawn_date\": \"2025-01-09\"", StringComparison.Ordinal));
        Assert.DoesNotContain(forwards, line => line.Contains("CYCLE", StringComparison.Ordinal)
            || line.Contains("CONTRADICTORY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_links_have_a_history_that_ends_and_agrees_with_eligibility()
    {
        await ImportAllAsync();
        await using var scope = fixture.Service.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<SuccessionStore>();
        var urns = Urns();
        var watch = Stopwatch.StartNew();
        var histories = await store.HistoriesAsync(urns);
        output.WriteLine($"{urns.Length} histories at once {watch.Elapsed.TotalSeconds:N2} s");
        List<double> times = [];
        foreach (var history in histories)
        {
            var ancestors = await TimedAsync(times, () => store.AncestorsAsync(history.Urn));
            Assert.Equal(
                history.Predecessors.Order(StringComparer.Ordinal),
                ancestors.Where(ancestor => ancestor.Followed).Select(ancestor => ancestor.Urn));
        }

        Report("ancestries", times);
        Assert.All(histories, history => Assert.DoesNotContain(history.Urn, history.Predecessors));
        Assert.All(
            histories.Where(history => history.Cyclic),
            history => Assert.Contains(history.Successions, link => link.Doubt is not null));
    }

    /// <summary>The schools that have no predecessor took part in Development: whoever comes from one of them with
    /// certainty may take part in Sustaining, and where it is in doubt a person decides.</summary>
    [Fact]
    public async Task All_links_give_a_verdict_that_is_as_certain_as_they_are()
    {
        await ImportAllAsync();
        await using var scope = fixture.Service.Services.CreateAsyncScope();
        var lines = await fixture.AncestriesAsync(Urns());
        await fixture.TookPartAsync(lines.Where(line => line.Value.Count == 0).Select(line => line.Key));
        var store = scope.ServiceProvider.GetRequiredService<EligibilityStore>();
        List<double> times = [];
        foreach (var (urn, ancestors) in lines.Where(line => line.Value.Count > 0))
        {
            var facts = await TimedAsync(times, () => store.GatherAsync(DepartmentOf(urn), advocates: null));
            // Of a school that the directory lacks, as all here, nothing is certain but what follows from links.
            var certain = ancestors.Exists(ancestor => ancestor.Certain && lines[ancestor.Urn].Count == 0);
            Assert.Equal(
                (urn, certain ? Verdict.Met : Verdict.Unknown),
                (urn, Sample.Assess(facts).Rule("development-work-group").Verdict));
        }

        Report("verdicts", times);
    }

    async Task ImportAllAsync()
    {
        await fixture.ClearAsync();
        var watch = Stopwatch.StartNew();
        var links = await ImportAsync("2024-01-29", true, All);
        output.WriteLine($"first import {watch.Elapsed.TotalSeconds:N2} s, {links.QueuedCount} queued");
        watch.Restart();
        var again = await ImportAsync("2024-01-29", true, All);
        output.WriteLine($"second import {watch.Elapsed.TotalSeconds:N2} s");
        Assert.Equal((0, 0), (again.CreatedCount, again.UpdatedCount));
    }

    static string[] Urns() => [.. Read(All)
        .SelectMany(link => new[] { link.Urn, link.LinkUrn }).Distinct().Order(StringComparer.Ordinal)];

    static Department DepartmentOf(string urn) => new()
    {
        HubId = "yorkshire-and-the-humber",
        Id = Guid.CreateVersion7(),
        School = urn,
        Subject = Common.V1.Subject.Mathematics,
    };

    static async Task<T> TimedAsync<T>(List<double> times, Func<Task<T>> query)
    {
        var watch = Stopwatch.StartNew();
        var answer = await query();
        times.Add(watch.Elapsed.TotalMilliseconds);
        return answer;
    }

    void Report(string what, List<double> times)
    {
        times.Sort();
        output.WriteLine($"{times.Count} {what}: median {times[times.Count / 2]:N2} ms, "
            + $"99 of 100 under {times[times.Count * 99 / 100]:N2} ms, longest {times[^1]:N2} ms");
    }

    Task<V1.ImportSuccessionsResponse> ImportAsync(string day, bool complete, string file) =>
        fixture.LinkAsync(day, complete, Read(file));

    static IEnumerable<V1.SuccessionRecord> Read(string file)
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"set {Folder} to a folder with the real {file}");
        var lines = File.ReadAllLines(Path.Combine(folder, file), Encoding.Latin1);
        return lines.Skip(1).Select((line, index) => Record(index + 2, Cells().Matches(line)));
    }

    static V1.SuccessionRecord Record(int line, MatchCollection cells)
    {
        var (type, date) = (Cell(3), Cell(4).Split('-'));
        return new()
        {
            Line = line,
            Urn = Cell(0),
            LinkUrn = Cell(1),
            LinkName = Cell(2),
            LinkType = type,
            LinkDate = date.Length == 3 ? $"{date[2]}-{date[1]}-{date[0]}" : "",
        };

        string Cell(int index) =>
            cells[index].Groups[1].Value.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    [GeneratedRegex("""(?:^|,)("(?:[^"]|"")*"|[^,]*)""")]
    private static partial Regex Cells();
}
