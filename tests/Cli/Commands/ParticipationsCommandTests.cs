using System.Text;
using Mastery.Cli.Commands;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class ParticipationsCommandTests : CommandTest
{
    const string Import = "hubs/sussex/participationImports/1";

    [Fact]
    public async Task Shows_what_would_come_of_a_list_and_records_nothing()
    {
        var file = Write("List.csv", "Eligible schools 2024\n\n"
            + "URN;Notes;School name;Subject;Project code;Academic year;Advocate 1;Advocate 1 email\n"
            + "990001.0;call;Oakfield;maths;ncp 22 - 12;2022/23;Ada Lovelace;ada@example.org\n");

        var exit = await RunAsync("participations", "import", file, "--hub", "sussex");

        Assert.Equal(ExitCode.Done, exit);
        var request = Assert.IsType<PlanParticipationImportRequest>(Assert.Single(Received.Imports));
        Assert.Equal(("hubs/sussex", "List.csv"), (request.Parent, request.FileName));
        Assert.Equal(new ParticipationRecord
        {
            Line = 4,
            SchoolNumber = "990001",
            SchoolName = "Oakfield",
            Subject = "maths",
            Code = "ncp 22 - 12",
            Year = "2022/23",
            Advocates = "Ada Lovelace; ada@example.org",
        }, Assert.Single(request.Records));
        Assert.Contains("Nothing is recorded yet. Record it: mastery participations apply", Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_Windows_1252_and_a_byte_order_mark()
    {
        await RunAsync("participations", "import",
            Write("old.csv", [.. "School,Code\nBront"u8, 0xEB, .. " School,NCP22-12\n"u8]));
        await RunAsync("participations", "import",
            Write("new.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("School,Code\nBrontë School,NCP22-12\n")]));

        Assert.All(Received.Imports, request => Assert.Equal(
            "Brontë School", ((PlanParticipationImportRequest)request).Records[0].SchoolName));
    }

    [Fact]
    public async Task Writes_rejected_rows_to_a_file_that_runs_no_formula()
    {
        var file = Write("List.csv", "URN,Code,Note\n990009,NCP22-12,=1+1\n990001,NCP22-12,\n990001\n");

        var exit = await RunAsync("participations", "import", file);

        Assert.Equal(ExitCode.SomeRejected, exit);
        var rejects = await File.ReadAllTextAsync(file + ".rejected.csv", TestContext.Current.CancellationToken);
        Assert.Contains("2,URN,990009,The directory has no such school.,990009,NCP22-12,\"'=1+1\"", rejects,
            StringComparison.Ordinal);
        Assert.Contains("\n4,,", rejects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Applies_at_once_when_it_is_told_to()
    {
        var exit = await RunAsync("participations", "import", Write("List.csv", "URN,Code\n990001,NCP22-12\n"),
            "--apply", "--skip-undecided", "--output", "json");

        Assert.Equal(ExitCode.Done, exit);
        var request = Assert.IsType<ApplyParticipationImportRequest>(Received.Imports.Last());
        Assert.Equal((Import, true), (request.Name, request.SkipUndecided));
        Assert.Contains("STATE_APPLIED", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_a_long_list_in_parts()
    {
        var rows = string.Concat(Enumerable.Repeat("990001,NCP22-12\n", 501));

        await RunAsync("participations", "import", Write("List.csv", "URN,Code\n" + rows));

        Assert.Equal([500, 1], Received.Imports.Select(
            request => ((PlanParticipationImportRequest)request).Records.Count));
    }

    [Fact]
    public async Task Takes_decisions_and_shows_what_can_be_chosen()
    {
        var exit = await RunAsync("participations", "decide", Import, "--line", "3", "--school", "990001",
            "--without-code", "--stage", "development", "--year", "2022-23");

        Assert.Equal(ExitCode.Done, exit);
        var request = Assert.IsType<ResolveParticipationImportRequest>(Assert.Single(Received.Imports));
        Assert.Equal(new ParticipationDecision
        {
            Line = 3,
            School = "schools/990001",
            WithoutCode = true,
            Stage = Stage.Development,
            AcademicYear = "2022-23",
        }, Assert.Single(request.Decisions));
        Assert.Contains("--school 990001  Oakfield, closed", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_columns_a_file_lacks()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("participations", "import", Write("List.csv", "a,b\n1,2\n")));

        Assert.Contains("Academic year", Error, StringComparison.Ordinal);
    }
}
