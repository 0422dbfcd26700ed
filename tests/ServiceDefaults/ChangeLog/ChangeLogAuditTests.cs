using System.Diagnostics;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>The verbs that verify the logs of all hubs, and what they write for another day.</summary>
public sealed class ChangeLogAuditTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();
    readonly string _other = LibraryFixture.NewHub();

    [Fact]
    public async Task Writes_the_last_revision_and_hash_of_every_log()
    {
        await FillAsync();

        var (isWhole, heads, faults) = await AuditAsync();

        Assert.True(isWhole, faults);
        var hash = await library.LookAsync<string>(_hub, "SELECT encode(hash, 'hex') FROM revision");
        Assert.Contains(
            $$"""{"Hub":"{{_hub}}","Revision":2,"Hash":"{{hash}}"}""", heads.Split('\n'));
        Assert.Contains($$"""{"Hub":"{{_other}}","Revision":2""", heads, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_for_what_was_noted_when_the_log_has_grown()
    {
        await FillAsync();
        var noted = (await AuditAsync()).Heads;
        await library.ShelfAsync(_hub);

        var (isWhole, heads, faults) = await AuditAsync(noted);

        Assert.True(isWhole, faults);
        Assert.Contains($$"""{"Hub":"{{_hub}}","Revision":3""", heads, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_hub_and_the_fault_and_writes_no_hash_of_such_a_log()
    {
        await FillAsync();
        await TamperAsync(_hub, "UPDATE change SET actor = 'somebody else' WHERE revision = 1");

        var (isWhole, heads, faults) = await AuditAsync();

        Assert.False(isWhole);
        Assert.Contains(
            $"hubs/{_hub}: revision 1, change 1: the row is not what was written", faults, StringComparison.Ordinal);
        Assert.DoesNotContain(_hub, heads, StringComparison.Ordinal);
        Assert.Contains(_other, heads, StringComparison.Ordinal);
        await TamperAsync(_hub, "DELETE FROM change; DELETE FROM revision");
    }

    [Fact]
    public async Task Finds_a_log_that_is_gone_as_a_whole_by_what_was_noted()
    {
        await FillAsync();
        var noted = (await AuditAsync()).Heads;
        await TamperAsync(_hub, "DELETE FROM change; DELETE FROM revision");

        var (isWhole, _, faults) = await AuditAsync(noted);

        Assert.True((await AuditAsync()).IsWhole);
        Assert.False(isWhole);
        Assert.Equal($"hubs/{_hub}: revision 2: it was noted, and is not there", faults.Trim());
    }

    [Fact]
    public async Task Is_done_by_verbs_that_end_with_what_they_found()
    {
        await FillAsync();

        var verified = await RunAsync("verify-changes", "");
        var same = await RunAsync("compare-changes", verified.Output);
        var other = await RunAsync("compare-changes", $$"""{"Hub":"{{_hub}}","Revision":1,"Hash":"00"}""");

        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains($$"""{"Hub":"{{_hub}}","Revision":2""", verified.Output, StringComparison.Ordinal);
        Assert.Equal(verified, same);
        Assert.Equal(1, other.Code);
        Assert.Equal(
            $"hubs/{_hub}: revision 1: it is not what was noted: the log was written anew", other.Error.Trim());
    }

    [Theory]
    [InlineData("compare-changes", "verify-changes", """{"Hub":"one","Revision":1}""")]
    [InlineData("compare-changes", "verify-changes", "not JSON")]
    [InlineData("repeat-erasures", "list-erasures", """{"Hub":"one"}""")]
    public async Task Says_which_line_of_the_input_is_not_one_that_the_other_verb_writes(
        string verb, string writer, string line)
    {
        var (code, output, error) = await RunAsync(verb, $"\n{line}\n");

        Assert.Equal((2, ""), (code, output));
        Assert.Equal($"Line 2 of standard input is not one that {writer} writes. Nothing was done.", error.Trim());
    }

    [Fact]
    public async Task Takes_the_last_of_what_was_noted_on_several_days()
    {
        await FillAsync();
        var first = (await AuditAsync()).Heads;
        await library.ShelfAsync(_hub);

        var (isWhole, _, faults) = await AuditAsync((await AuditAsync()).Heads + first);

        Assert.True(isWhole, faults);
    }

    async Task<(int Code, string Output, string Error)> RunAsync(string verb, string input)
    {
        var settings = await TestIssuer.SettingsAsync();
        settings["ConnectionStrings:Database"] = library.Service.Database.ConnectionString;
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            typeof(Library.LibraryService).Assembly.Location, verb, "--environment=Development",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    async Task FillAsync()
    {
        foreach (var hub in (string[])[_hub, _other, _hub, _other])
        {
            await library.ShelfAsync(hub);
        }
    }

    async Task<(bool IsWhole, string Heads, string Faults)> AuditAsync(string noted = "")
    {
        using var lines = new StringReader(noted);
        await using StringWriter heads = new(), faults = new();
        var isWhole = await library.Service.Services.GetRequiredService<ChangeLogAudit>().VerifyAsync(
            lines, heads, faults, TestContext.Current.CancellationToken);
        return (isWhole, heads.ToString(), faults.ToString());
    }

    async Task TamperAsync(string hub, string sql)
    {
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand($"SELECT set_config('mastery.hub', '{hub}', false); {sql}", owner);
        await command.ExecuteNonQueryAsync();
    }
}
