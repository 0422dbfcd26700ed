using System.Text.Json;
using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class DecisionCommandsTests : CommandTest
{
    const string One = $"{People.Hub}/applications/one";

    [Fact]
    public async Task Goes_on_after_a_refusal_and_says_so()
    {
        var exit = await RunAsync("applications", "accept", "full", One, "accepted", "--hub", "sussex");

        Assert.Equal(ExitCode.SomeRejected, exit);
        Assert.Equal(
            [
                "refused    Oakfield, mathematics: All 10 places are taken.",
                "done       Oakfield, mathematics: accepted",
                "unchanged  Oakfield, mathematics: is accepted already",
                "1 unchanged, 1 done, 1 refused.",
            ],
            Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
        Assert.Equal(
            [$"{People.Hub}/applications/full", One],
            Received.Asked.OfType<AcceptApplicationRequest>().Select(request => request.Name));
    }

    [Fact]
    public async Task Sends_the_version_that_it_read_with_an_id_that_a_second_run_repeats()
    {
        await RunAsync("applications", "accept", One, "--hub", "sussex", "--start", "2024-09-02");
        await RunAsync("applications", "accept", One, "--hub", "sussex", "--start", "2024-09-02");
        await RunAsync("applications", "accept", One, "--hub", "sussex", "--start", "2024-09-03");

        var sent = Received.Asked.OfType<AcceptApplicationRequest>().ToList();
        Assert.All(sent, request => Assert.Equal("r1", request.Etag));
        Assert.Equal("2024-09-02", sent[0].EffectiveDate);
        Assert.Equal(sent[0].RequestId, sent[1].RequestId);
        Assert.NotEqual(sent[0].RequestId, sent[2].RequestId);
    }

    [Theory]
    [InlineData("names.txt", "hubs/sussex/applications/one\n\nhubs/sussex/applications/two\n")]
    [InlineData("list.csv", "name,state\nhubs/sussex/applications/one,STATE_DRAFT\nhubs/sussex/applications/two,\n")]
    [InlineData("names.csv", "name\nhubs/sussex/applications/one\nhubs/sussex/applications/two\n")]
    public async Task Reads_a_file_of_names_and_a_list(string name, string text)
    {
        var exit = await RunAsync(
            "applications", "decline", "--from-file", Write(name, text), "--hub", "sussex", "--reason", "No place.",
            "--decline-reason", "no-place");

        Assert.Equal(ExitCode.Done, exit);
        var sent = Received.Asked.OfType<DeclineApplicationRequest>().ToList();
        Assert.Equal([One, $"{People.Hub}/applications/two"], sent.Select(request => request.Name));
        Assert.All(sent, request => Assert.Equal(
            ("No place.", Application.Types.DeclineReason.NoPlace), (request.Reason, request.DeclineReason)));
    }

    [Fact]
    public async Task Promotes_in_the_Work_Group_for_which_it_waits()
    {
        await RunAsync("applications", "promote", One, "--hub", "sussex", "--reason", "They asked first.");

        var request = Received.Last<PromoteWaitlistedRequest>();
        Assert.Equal(
            (WorkGroups.Group, One, "They asked first."), (request.Name, request.Application, request.Reason));
    }

    [Fact]
    public async Task Puts_those_that_do_not_wait_yet_on_the_waiting_list_of_a_Work_Group_in_their_order()
    {
        var exit = await RunAsync("applications", "waitlist", "b-submitted", "a-submitted", "one",
            "--work-group", "Ratio in Brighton", "--hub", "sussex");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(
            [
                ($"{People.Hub}/applications/b-submitted", WorkGroups.Group, "r1"),
                ($"{People.Hub}/applications/a-submitted", WorkGroups.Group, "r1"),
            ],
            Received.Asked.OfType<WaitlistApplicationRequest>().Select(request =>
                (request.Name, request.WorkGroup, request.Etag)));
        Assert.Contains("1 unchanged, 2 done.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judges_again_each_time()
    {
        await RunAsync("applications", "reassess", One, "--hub", "sussex");
        await RunAsync("applications", "reassess", One, "--hub", "sussex");

        Assert.Equal(2, Received.Asked.OfType<ReassessApplicationRequest>()
            .Select(request => request.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Writes_the_results_for_programs()
    {
        await RunAsync("applications", "accept", "full", "--hub", "sussex", "--output", "json");

        var result = Assert.Single(JsonElement.Parse(Output).GetProperty("results").EnumerateArray());
        Assert.Equal("refused", result.GetProperty("outcome").GetString());
        Assert.Equal("All 10 places are taken.", result.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Wants_an_application()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("applications", "reassess", "--hub", "sussex"));

        Assert.Contains("name at least one application", Error, StringComparison.Ordinal);
    }
}
