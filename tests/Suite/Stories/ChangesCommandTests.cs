using System.Globalization;
using Mastery.Cli.Commands;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>mastery changes</c>, against the suite as it runs.</summary>
public sealed class ChangesCommandTests(RunningSuite suite)
{
    const string Year = "2080-81";
    const string Hub = $"hubs/{RunningSuite.Hub}";
    const string Terms = $"{Hub}/termDates/{Year}";

    [Fact]
    public async Task Tells_the_history_of_what_another_command_changed_and_follows_it_without_a_gap()
    {
        var state = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.state");
        var first = await WatchAsync(state, () => SetTermsAsync("Michaelmas"));
        await SetTermsAsync("Autumn");
        var second = await WatchAsync(state, () => Task.CompletedTask);
        var history = (await Tool.RunAsync(suite, ["changes", "list", Terms])).Done().Output.Split('\n');

        Assert.Contains(history, line =>
            line.Contains($"local-hub created {Terms}  (revision ", StringComparison.Ordinal)
            && line.Contains(", by plans.write)", StringComparison.Ordinal));
        Assert.Contains(history, line => line.Contains($"local-hub changed {Terms}", StringComparison.Ordinal));
        Assert.Contains(history, line => line.Contains("Michaelmas", StringComparison.Ordinal)
            && line.Contains(" → ", StringComparison.Ordinal) && line.Contains("Autumn", StringComparison.Ordinal));
        Assert.Contains("Michaelmas", first, StringComparison.Ordinal);
        Assert.Contains("Autumn", second, StringComparison.Ordinal);
        Assert.Equal(Headings(first).Concat(Headings(second)), history.Where(IsHeading).Reverse());
        File.Delete(state);
    }

    static bool IsHeading(string line) => line.Contains("(revision ", StringComparison.Ordinal);

    static IEnumerable<string> Headings(string output) => output.Split('\n').Where(IsHeading);

    /// <summary>Watches the terms, does something once the place is noted, and stops when a change came.</summary>
    async Task<string> WatchAsync(string state, Func<Task> meanwhile)
    {
        await using var output = new Printed();
        await using var error = new StringWriter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = MasteryTool.RunAsync(
            ["changes", "watch", Terms, "--state", state, "--address", suite.Grpc.ToString()],
            new Terminal(output, error, interactive: false), stop.Token);
        await UntilAsync(watching, () => File.Exists(state));
        await meanwhile();
        await UntilAsync(watching, () => output.HasChange);
        await stop.CancelAsync();
        Assert.True(await watching == ExitCode.Done, error.ToString());
        return output.ToString();
    }

    /// <summary>Output that knows, when the tool flushes it, whether a change is in it.</summary>
    sealed class Printed : StringWriter
    {
        volatile bool _hasChange;

        public bool HasChange => _hasChange;

        public override void Flush() => _hasChange = Headings(ToString()).Any();
    }

    static async Task UntilAsync(Task watching, Func<bool> isSo)
    {
        while (!watching.IsCompleted && !isSo())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    async Task SetTermsAsync(string term)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            Name,First day,Last day
            {term},02/09/2080,19/12/2080
            Lent,05/01/2081,02/04/2081
            Trinity,20/04/2081,20/07/2081
            """), TestContext.Current.CancellationToken);
        (await Tool.RunAsync(suite, ["term-dates", "set", file, "--year", "2080/81"])).Done();
        File.Delete(file);
    }
}
