using System.Text.Json;
using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class PeopleCommandTests : CommandTest
{
    [Fact]
    public async Task Lists_people_of_all_pages_by_what_they_are_called()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("people", "list", "--hub", "sussex"));

        Assert.Matches(
            "Ann Okafor +Oakfield, mathematics +head of department +cohort 7, in training +ann@example.org +active",
            Output);
        Assert.Matches("=Ben Siân +left", Output);
        Assert.Contains("2 people.", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0198a000", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_what_the_options_say()
    {
        await RunAsync(
            "people", "list", "--hub", "sussex", "--cohort", "7", "--specialist", "in-training", "--phase", "Secondary",
            "--state", "ACTIVE", "--name", "O\"k", "--school", "990001", "--filter", "email:*");

        var request = Received.Last<ListParticipantsRequest>();
        Assert.Equal((People.Hub, "family_name"), (request.Parent, request.OrderBy));
        Assert.Equal(
            "family_name:\"O\\\"k*\" AND (posts.department = \"" + People.Department + "\") AND specialist.cohort = 7 "
                + "AND specialist.phase = SECONDARY AND specialist.status = IN_TRAINING AND state = ACTIVE "
                + "AND (email:*)",
            request.Filter);
        Assert.Equal("school = \"schools/990001\"", Received.Last<ListDepartmentsRequest>().Filter);
    }

    [Fact]
    public async Task Says_what_a_word_may_be()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("people", "list", "--state", "gone"));

        Assert.Contains("--state: 'gone' is none of active, left, merged", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_all_pages_as_JSON()
    {
        await RunAsync("people", "list", "--hub", "sussex", "--output", "json");

        Assert.Equal(2, JsonElement.Parse(Output).GetProperty("participants").GetArrayLength());
    }

    [Fact]
    public async Task Writes_all_pages_as_CSV_without_formulas()
    {
        await RunAsync("people", "list", "--hub", "sussex", "--output", "csv");

        var lines = Output.Split("\r\n");
        Assert.StartsWith(
            "name,posts.department,posts.jobTitle,posts.responsibility", lines[0], StringComparison.Ordinal);
        Assert.Contains("RESPONSIBILITY_HEAD_OF_DEPARTMENT", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'=Ben\"", lines[2], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Writes_a_file_that_a_spreadsheet_opens()
    {
        var file = PathOf("people.csv");

        await RunAsync("people", "list", "--hub", "sussex", "--to", file);

        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("2 people", Error, StringComparison.Ordinal);
        Assert.Empty(Output);
    }

    [Fact]
    public async Task Shows_names_of_resources_where_they_are_asked_for()
    {
        await RunAsync("people", "list", "--hub", "sussex", "--ids");

        Assert.Contains(People.Ann, Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fits_a_narrow_terminal_line_by_line()
    {
        Width = 72;

        await RunAsync("people", "list", "--hub", "sussex");

        var lines = Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.All(lines[..3], line => Assert.True(line.Length <= 72, line));
        Assert.Equal("Ann Okafor  Oakfield, mathematics  head of department  cohort 7, in tra…", lines[1]);
        Assert.StartsWith("=Ben Siân", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("No room for: ", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(People.Ann)]
    [InlineData("0198a000-0000-7000-8000-0000000000a1")]
    [InlineData("ann okafor")]
    public async Task Shows_a_person(string written)
    {
        Assert.Equal(ExitCode.Done, await RunAsync("people", "show", written, "--hub", "sussex"));

        Assert.Contains("Ann Okafor, active", Output, StringComparison.Ordinal);
        Assert.Matches("post +head of department at Oakfield, mathematics, since 1 Sep 2022", Output);
        Assert.Matches("specialist +cohort 7, in training, secondary", Output);
    }

    [Fact]
    public async Task Says_what_is_withheld_and_leaves_empty_what_is_empty()
    {
        await RunAsync("people", "list", "--hub", "sussex");
        Assert.Matches("=Ben Siân +left +withheld +withheld", Output);
        Assert.DoesNotMatch("Ann Okafor.*withheld", Output);

        await RunAsync("people", "show", "Benedict Siân", "--hub", "sussex");
        Assert.Matches("telephone +withheld", Output);
        Assert.Matches("TRN +withheld", Output);

        await RunAsync("people", "show", "Ann Okafor", "--hub", "sussex");
        Assert.DoesNotContain("TRN  ", Output[Output.LastIndexOf("Ann Okafor", StringComparison.Ordinal)..],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_in_CSV_what_the_empty_cells_hide()
    {
        await RunAsync("people", "list", "--hub", "sussex", "--output", "csv");

        var lines = Output.Split("\r\n");
        Assert.Contains("withheldFields", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("phone; trn", lines[1], StringComparison.Ordinal);
        Assert.Contains("phone; trn", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_who_looked_at_a_TRN()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(
            "people", "reads", "--hub", "sussex", "--person", "ann okafor", "--who", "school-system", "--from",
            "2025-07-01", "--until", "2025-12-31"));

        var request = Received.Last<ListSensitiveReadsRequest>();
        Assert.Equal((People.Hub, People.Ann, "create_time desc"),
            (request.Parent, request.Participant, request.OrderBy));
        Assert.Equal(
            "actor = \"school-system\" AND create_time >= \"2025-06-30T23:00:00Z\" "
                + "AND create_time < \"2026-01-01T00:00:00Z\"",
            request.Filter);
        Assert.Matches(
            "Tue 1 Jul 2025, 11:00 +school-system +2 +telephone, TRN +ListParticipants +every hub", Output);
        Assert.Contains("1 read.", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "What is held of Ann Okafor", "  family name: <Okafor>", "  posts 1, job title: Teacher")]
    [InlineData("html", "<h1>What is held of Ann Okafor</h1>", "<dd>&lt;Okafor&gt;</dd>", "posts 1, job title")]
    [InlineData("json", "\"participant\"", "Okafor", "\"jobTitle\": \"Teacher\"")]
    public async Task Writes_all_that_is_held_of_a_person_for_their_eyes_only(
        string format, string title, string name, string post)
    {
        var file = PathOf($"ann.{format}");

        Assert.Equal(ExitCode.Done, await RunAsync(
            "people", "export", "ann okafor", "--hub", "sussex", "--format", format, "--to", file));

        Assert.Equal(People.Ann, Received.Last<ExportParticipantDataRequest>().Name);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.All(new[] { title, name, post, "old@example.org" },
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Contains("2 records, 1 changes, 0 reads", Output, StringComparison.Ordinal);
        Assert.Contains("1 of the records", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_on_the_sheet_what_somebody_has_to_read_and_who_changed_what()
    {
        var file = PathOf("ann.txt");

        await RunAsync("people", "export", People.Ann, "--hub", "sussex", "--to", file);

        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("state: active", text, StringComparison.Ordinal);
        Assert.Contains("not shown, a person has to read it: motivation; headteacher agreement, display name", text,
            StringComparison.Ordinal);
        Assert.Contains("Tue 1 Jul 2025, 11:00: participant updated by local-hub", text, StringComparison.Ordinal);
        Assert.Contains("before: email: old@example.org", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_an_erasure_would_do_and_erases_nobody()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(
            "people", "erase", "ann@example.org", "--hub", "sussex", "--reason", "Asked for"));

        var request = Received.Last<EraseParticipantRequest>();
        Assert.Equal((People.Ann, "Asked for", true), (request.Name, request.Reason, request.ValidateOnly));
        Assert.Contains("Ann Okafor would be erased, in 2 records", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not confirmed", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erases_a_person_when_told_to_and_says_what_is_left()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(
            "people", "erase", People.Ann, "--hub", "sussex", "--reason", "Asked for", "--apply"));

        var requests = Received.Asked.OfType<EraseParticipantRequest>();
        Assert.Equal([false, false], requests.Select(request => request.ValidateOnly));
        Assert.All(
            new[]
            {
                $"erased: {People.Ann}", "not confirmed yet: development-plans",
                $"{People.Hub}/applications/1: motivation", "hubs/solent",
            },
            part => Assert.Contains(part, Output.ReplaceLineEndings(" "), StringComparison.Ordinal));
        await RunAsync("people", "show", People.Ann, "--hub", "sussex");
        Assert.Contains("Erased, as the person asked", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Okafor", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erases_nobody_without_a_reason()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("people", "erase", People.Ann, "--hub", "sussex", "--apply"));

        Assert.Contains("--reason", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_nobody_is_meant()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("people", "show", "Zoë Nobody", "--hub", "sussex"));

        Assert.Contains("nobody in the hub is 'Zoë Nobody'", Error, StringComparison.Ordinal);
    }
}
