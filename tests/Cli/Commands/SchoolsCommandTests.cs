using System.Text.Json;
using Grpc.Core;
using Mastery.Cli.Commands;
using Mastery.Cli.Tests.Gias;
using Mastery.Testing.Gias;

namespace Mastery.Cli.Tests.Commands;

public sealed class SchoolsCommandTests : CommandTest
{
    [Fact]
    public async Task Sends_every_row_in_batches_and_answers_0()
    {
        var stream = new MemoryStream();
        new GiasFileGenerator().Write(stream, 2_500);

        var exit = await RunAsync("schools", "import", Write("schools.csv", stream.ToArray()));

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal([1000, 1000, 500], Received.Schools.Select(request => request.Records.Count));
        Assert.All(Received.Schools, request => Assert.False(request.ValidateOnly));
        Assert.Contains("schools.csv: 2,500 rows, Windows-1252", Output, StringComparison.Ordinal);
        Assert.Matches(@"created +2,500", Output);
    }

    [Fact]
    public async Task Writes_rows_rejected_here_and_there_to_a_file_and_answers_1()
    {
        Received.RejectedUrn = "990003";
        var file = Write("schools.csv", SchoolText.File(
            SchoolText.Row("990001"),
            SchoolText.Row("990002", "EstablishmentName", ""),
            SchoolText.Row("990003"),
            "990004,cut off"));

        var exit = await RunAsync("schools", "import", file);

        Assert.Equal(ExitCode.SomeRejected, exit);
        Assert.Equal(
            [
                "RejectedLine,RejectedColumn,RejectedValue,RejectedReason," + SchoolText.Header,
                "3,EstablishmentName,,the name is missing," + SchoolText.Row("990002", "EstablishmentName", ""),
                "4,URN,990003,not this one," + SchoolText.Row("990003"),
                "5,,2 fields,\"fields are missing, the header has 12: the line is cut off\",990004,cut off",
            ],
            (await ReadAsync(file + ".rejected.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("line 4 URN \"990003\": not this one", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_its_own_file_of_rejects_once_it_is_mended()
    {
        var file = Write(
            "schools.csv",
            SchoolText.File(SchoolText.Row("990001"), SchoolText.Row("990002", "EstablishmentStatus (code)", "?")));
        await RunAsync("schools", "import", file, "--rejects", file + ".again.csv");
        var rejects = await ReadAsync(file + ".again.csv");

        var mended = Write(
            "mended.csv", rejects.Replace("Oakfield Academy,?", "Oakfield Academy,1", StringComparison.Ordinal));
        var exit = await RunAsync("schools", "import", mended);

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal("990002", Received.Schools.Last().Records.Single().Urn);
    }

    [Fact]
    public async Task Writes_cells_left_out_to_a_file_and_answers_0()
    {
        var file = Write("schools.csv", SchoolText.File(SchoolText.Row("990001", "UKPRN", "1.00063E+11")));

        var exit = await RunAsync("schools", "import", file);

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains(
            "2,UKPRN,1.00063E+11,Excel has lost its last digits",
            await ReadAsync(file + ".warnings.csv"),
            StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".rejected.csv"));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"\"http://example.org\"\")")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    public async Task Writes_no_formula_that_a_spreadsheet_would_run(string cell)
    {
        var row = SchoolText.Row("990002", "EstablishmentName", $"\"{cell}\"")
            .Replace("990002,", "990002x,", StringComparison.Ordinal);
        var file = Write("schools.csv", SchoolText.File(
            row, SchoolText.Row("990001", "UKPRN", $"\"{cell}\"")));

        await RunAsync("schools", "import", file);

        Assert.Contains($",\"'{cell}\",", await ReadAsync(file + ".rejected.csv"), StringComparison.Ordinal);
        Assert.Contains($",\"'{cell}\",", await ReadAsync(file + ".warnings.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_apostrophe_before_a_formula_away_again()
    {
        var file = Write("schools.csv", SchoolText.File(SchoolText.Row("99000", "EstablishmentName", "'-5 School")));
        var mended = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .Replace("99000,", "990001,", StringComparison.Ordinal);

        await RunAsync("schools", "import", Write("mended.csv", mended));

        Assert.Equal("-5 School", Received.Schools.Single().Records.Single().DisplayName);
    }

    [Theory]
    [InlineData("edubasealldata20240717.csv", null, "2024-07-17")]
    [InlineData("schools 2024-07-17.csv", null, "2024-07-17")]
    [InlineData("edubasealldata20240717.csv", "2025-01-09", "2025-01-09")]
    [InlineData("schools.csv", null, "2024-03-02")]
    public async Task Tells_the_directory_of_which_day_the_extract_is(string name, string? given, string expected)
    {
        var text = "URN,EstablishmentName,EstablishmentStatus (code),LastChangedDate\n"
            + "990001,One,1,01-02-2024\n990002,Two,1,02-03-2024\n990003,Three,1,31-12-2199\n";

        string[] option = given is null ? [] : ["--extract-date", given];
        await RunAsync(["schools", "import", Write(name, text), .. option]);

        Assert.Equal(expected, Received.Schools.Single().ExtractDate);
        Assert.Contains($"as of {expected}", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_2_to_an_extract_date_that_is_none()
    {
        var exit = await RunAsync(
            "schools", "import", Write("schools.csv", SchoolText.File(SchoolText.Row())), "--extract-date", "9 Jan");

        Assert.Equal(ExitCode.NothingDone, exit);
        Assert.Contains("not a day as 2025-01-31", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_validates_when_asked()
    {
        await RunAsync("schools", "import", Write("schools.csv", SchoolText.File(SchoolText.Row())), "--validate-only");

        Assert.True(Received.Schools.Single().ValidateOnly);
        Assert.Contains("nothing was changed", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_in_JSON()
    {
        await RunAsync(
            "schools",
            "import",
            Write("schools.csv", SchoolText.File(SchoolText.Row(), SchoolText.Row())),
            "--output",
            "json");

        var report = JsonDocument.Parse(Output).RootElement;
        Assert.Equal((2, 1), (report.GetProperty("rows").GetInt32(), report.GetProperty("created").GetInt32()));
        Assert.Equal(3, report.GetProperty("rejected")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Answers_2_when_no_row_can_be_taken()
    {
        var exit = await RunAsync("schools", "import", Write("schools.csv", SchoolText.File("990001,cut off")));

        Assert.Equal(ExitCode.NothingDone, exit);
        Assert.Empty(Received.Schools);
    }

    [Fact]
    public async Task Answers_2_to_a_file_that_is_not_there_or_not_CSV()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("schools", "import", "nowhere.csv"));
        Assert.Contains("nowhere.csv", Error, StringComparison.Ordinal);

        Assert.Equal(
            ExitCode.NothingDone, await RunAsync("schools", "import", Write("schools.csv", "PK\u0003\u0004...")));
        Assert.Contains("Excel workbook", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCode.PermissionDenied, "not allowed: by the test")]
    [InlineData(StatusCode.DeadlineExceeded, "no answer in time: by the test. It may have been done all the same")]
    public async Task Answers_2_and_says_why_when_the_directory_refuses(StatusCode code, string why)
    {
        Received.Refusal = new Status(code, "by the test");

        var exit = await RunAsync("schools", "import", Write("schools.csv", SchoolText.File(SchoolText.Row())));

        Assert.Equal(ExitCode.NothingDone, exit);
        Assert.Contains(why, Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_why_when_the_directory_ends_a_long_stream_early()
    {
        Received.Refusal = new Status(StatusCode.ResourceExhausted, "too many imports at once");
        var stream = new MemoryStream();
        new GiasFileGenerator().Write(stream, 5_000);

        var exit = await RunAsync("schools", "import", Write("schools.csv", stream.ToArray()));

        Assert.Equal(ExitCode.NothingDone, exit);
        Assert.Contains("too many imports at once", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Still_says_what_went_in_when_the_file_of_rejects_cannot_be_written()
    {
        var file = Write("schools.csv", SchoolText.File(SchoolText.Row(), "990002,\u001B[31mcut off"));

        var exit = await RunAsync(
            "schools", "import", file, "--rejects", Path.Combine(file, "no", "such", "folder.csv"));

        Assert.Equal(ExitCode.SomeRejected, exit);
        Assert.Matches("created +1", Output);
        Assert.Contains("folder.csv could not be written", Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', Output);
    }

    [Fact]
    public async Task Answers_2_when_there_is_nothing_at_the_address()
    {
        var exit = await RunAtAsync(
            "http://127.0.0.1:1", "schools", "import", Write("schools.csv", SchoolText.File(SchoolText.Row())));

        Assert.Equal(ExitCode.NothingDone, exit);
        Assert.Contains("the suite cannot be reached", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_2_to_a_command_it_does_not_know()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("schools", "export"));
        Assert.Contains("--help", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_secret_out_of_its_help()
    {
        Environment.SetEnvironmentVariable("MASTERY_CLIENT_SECRET", "canary-secret");

        await RunAsync("schools", "import", "--help");

        Assert.Contains("--client-secret", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret", Output + Error, StringComparison.Ordinal);
    }

    static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(path, new System.Text.UTF8Encoding(false), TestContext.Current.CancellationToken);
}
