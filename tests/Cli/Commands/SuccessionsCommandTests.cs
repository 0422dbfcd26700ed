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

    [Fact]
    public async Task Shows_what_came_before_a_school()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("schools", "history", "990001"));

        Assert.Contains("predecessors  schools/990009", Output, StringComparison.Ordinal);
    }
}
