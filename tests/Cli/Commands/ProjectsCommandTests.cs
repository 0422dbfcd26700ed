using Mastery.Cli.Commands;
using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class ProjectsCommandTests : CommandTest
{
    [Fact]
    public async Task Lists_the_hubs_own_of_a_year()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(
            "projects", "list", "--local", "--year", "2024/25", "--hub", "sussex"));

        Assert.Equal(
            "academic_year = \"2024-25\" AND hub = \"hubs/sussex\"", Received.Last<ListProjectsRequest>().Filter);
        Assert.Matches(@"SX-TALK +Talking mathematics +2024/25 +local +draft", Output);
    }

    [Fact]
    public async Task Shows_one_with_its_foci_by_the_code_as_people_write_it()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("projects", "show", "sx talk"));

        Assert.Matches(@"project +SX-TALK, draft", Output);
        Assert.Matches(@"for +this hub's own schools", Output);
        Assert.Matches(@"focus +SX-TALKa  Talk that moves reasoning on", Output);
    }

    [Fact]
    public async Task Makes_a_local_project_of_the_hub_with_its_foci()
    {
        var exit = await RunAsync(
            "projects", "create", "sx-talk", "--title", "Talking mathematics", "--year", "2024/25",
            "--focus", "Talk", "--focus", "Write", "--hub", "sussex", "--aim", "Reason aloud");

        Assert.Equal(ExitCode.Done, exit);
        var made = Received.Last<CreateProjectRequest>().Project;
        Assert.Equal(
            ("SX-TALK", "2024-25", Stage.Local, Phase.Secondary, "hubs/sussex", "Reason aloud"),
            (made.Code, made.AcademicYear, made.Stage, made.Phase, made.Hub, Assert.Single(made.Aims)));
        Assert.Equal([("a", "Talk"), ("b", "Write")], Received.Asked.OfType<CreateFocusRequest>().Select(
            request => (request.FocusId, request.Focus.DisplayName)));
    }

    [Fact]
    public async Task Goes_on_with_a_draft_that_an_earlier_run_left_without_a_focus()
    {
        Assert.Equal(ExitCode.Done, await MakeAsync("sx-begun", "Talking mathematics"));

        var made = Assert.Single(Received.Asked.OfType<CreateFocusRequest>());
        Assert.Equal(("projects/SX-BEGUN", "b", "Write"), (made.Parent, made.FocusId, made.Focus.DisplayName));
    }

    [Theory]
    [InlineData("sx-begun", "Another title")]
    [InlineData("sx-theirs", "Talking mathematics")]
    public async Task Leaves_alone_what_is_another_project(string code, string title)
    {
        Assert.NotEqual(ExitCode.Done, await MakeAsync(code, title));

        Assert.Contains("is taken", Error, StringComparison.Ordinal);
        Assert.Empty(Received.Asked.OfType<CreateFocusRequest>());
    }

    [Fact]
    public async Task Publishes_the_version_that_it_found()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("projects", "publish", "sx talk"));

        var request = Received.Last<PublishProjectRequest>();
        Assert.Equal(("projects/SX-TALK", "\"1\""), (request.Name, request.Etag));
        Assert.Matches(@"project +SX-TALK, published", Output);
        Assert.Contains("\"Come again in 2024/25.\" names 2024/25", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_one_to_the_code_of_another_year()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("projects", "copy", "sx talk", "sx-talk-25"));

        var request = Received.Last<CopyProjectRequest>();
        Assert.Equal(("projects/SX-TALK", "SX-TALK-25", false), (request.Name, request.Code, request.ValidateOnly));
        Assert.Contains("This is made, as a draft.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_copy_and_what_to_read_again_in_it_before_it_is_made()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("projects", "copy", "sx talk", "sx-talk-25", "--dry-run"));

        Assert.True(Received.Last<CopyProjectRequest>().ValidateOnly);
        Assert.Contains("nothing is made yet", Output, StringComparison.Ordinal);
        Assert.Matches(@"focus +SX-TALK-25a  Talk that moves reasoning on \(new in 2024/25\)", Output);
        Assert.Contains(
            "SX-TALK-25, advice 1: \"Come again in 2024/25.\" names 2024/25, which would be 2025/26.", Output,
            StringComparison.Ordinal);
        Assert.Contains("SX-TALK-25a, description: \"New in 2024/25.\" is left out", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_to_read_again_in_a_project()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("projects", "check", "sx talk"));

        Assert.Contains("One place names what is of the earlier year", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_the_revisions_of_a_project()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("projects", "revisions", "sx talk"));

        Assert.Matches(@"1 +Mon 1 Jul 2024, 09:00", Output);
    }

    [Fact]
    public async Task Knows_no_project_of_what_is_no_code()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("projects", "show", "the talk project"));

        Assert.Contains("they are as NCP24-14 and YH-ORACY", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_a_project_where_the_code_is_that_of_a_focus()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("projects", "retire", "ncp 24 - 14b"));

        Assert.Contains("give that of its project", Error, StringComparison.Ordinal);
    }

    Task<int> MakeAsync(string code, string title) => RunAsync(
        "projects", "create", code, "--title", title, "--year", "2024/25", "--focus", "Talk", "--focus", "Write",
        "--hub", "sussex");
}
