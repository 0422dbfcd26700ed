using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Commands;

public sealed class SuccessionsCommandTests : CommandTest
{
    [Fact]
    public async Task Sends_every_link_and_says_how_many_schools_wait_for_a_person()
    {
        var links = string.Join('\n', Enumerable.Range(990001, 1_200).Select(urn => $"{urn},{urn + 1},,Successor,"));

        var exit = await RunAsync(
            "successions", "import", Write("links.csv", "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n" + links));

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal([1000, 200], Received.Successions.Select(request => request.Records.Count));
        Assert.Matches(@"queued +3", Output);
    }

    [Theory]
    [InlineData("links_edubasealldata20250109.csv", null, true)]
    [InlineData("links_2025-01-09_part.csv", null, false)]
    [InlineData("links_2025-01-09_part.csv", "true", true)]
    [InlineData("links_edubasealldata20250109.csv", "false", false)]
    public async Task Tells_the_directory_whether_the_extract_is_complete(string name, string? given, bool complete)
    {
        string[] option = given is null ? [] : ["--complete", given];

        await RunAsync([
            "successions", "import", Write(name, "URN,LinkURN,LinkType\n990001,990002,Successor\n"), .. option]);

        var request = Received.Successions.Single();
        Assert.Equal(("2025-01-09", complete), (request.ExtractDate, request.Complete));
    }

    [Fact]
    public async Task Shows_what_a_person_must_decide_and_why()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("successions", "queue"));

        Assert.Contains("Oakfield (990001, closed)", Output, StringComparison.Ordinal);
        Assert.Contains("990002 (not in the directory)", Output, StringComparison.Ordinal);
        Assert.Contains("the school was split, and only this successor is known", Output, StringComparison.Ordinal);
        Assert.Contains("1 to decide", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_a_decision_with_its_reason()
    {
        await RunAsync("successions", "resolve", "990001", "--successor", "990002", "--reason", "It moved there.");

        var request = Received.Resolved.Single();
        Assert.Equal(("schools/990001", "It moved there."), (request.Name, request.Reason));
        Assert.Equal(["schools/990002"], request.Successors);
        Assert.Contains("its history follows 990002", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_the_local_authorities_that_no_hub_serves()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("hubs", "unplaced"));

        Assert.Matches("891 .*Nottinghamshire .*1,234", Output);
    }

    [Fact]
    public async Task Shows_a_school_with_the_reasons()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("schools", "show", "990001"));

        Assert.Contains("No hub serves it.", Output, StringComparison.Ordinal);
        Assert.Matches(@"hub +Sussex Maths Hub\n", Output);
        Assert.Matches(@"contact +hub@example\.org, to talk about taking part\n", Output);
    }

    [Fact]
    public async Task Shows_what_came_before_a_school()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("schools", "history", "990001"));

        Assert.Contains("predecessors  schools/990009", Output, StringComparison.Ordinal);
    }
}
