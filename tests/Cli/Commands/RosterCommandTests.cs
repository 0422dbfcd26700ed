using Mastery.Cli.Commands;
using Mastery.Cli.Rosters;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary><c>mastery roster</c> after the plan: what is done, taken back and decided.</summary>
public sealed class RosterCommandTests : CommandTest
{
    [Fact]
    public async Task Applies_in_one_hub_after_the_other_and_says_the_school_whose_leavers_are_allowed()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("roster", "apply", Rosters.Sync, "--allow-leavers", "990001"));

        var asked = Received.Asked.OfType<ApplyRosterSyncRequest>().ToList();
        Assert.Equal([People.Hub, Rosters.OtherHub], asked.Select(request => request.Hub));
        Assert.All(asked, request => Assert.Equal(["schools/990001"], request.AllowLeavers));
        Assert.Equal(2, asked.Select(request => request.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Applies_in_the_one_hub_that_is_named()
    {
        await RunAsync("roster", "apply", Rosters.Sync, "--hub", "kent-and-medway");

        Assert.Equal(Rosters.OtherHub, Assert.Single(Received.Asked.OfType<ApplyRosterSyncRequest>()).Hub);
    }

    [Fact]
    public async Task Says_why_a_sync_cannot_be_taken_back_and_that_nobody_was_changed()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("roster", "revert", Rosters.Sync));

        Assert.Equal(Rosters.Sync, Assert.Single(Received.Asked.OfType<RevertRosterSyncRequest>()).Name);
        Assert.Contains("Zoë Quill was changed since.", Error, StringComparison.Ordinal);
        Assert.Contains("Nobody was changed.", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decides_on_many_by_a_file_each_by_itself()
    {
        var file = Write("decide.csv", System.Text.Encoding.UTF8.GetBytes(
            "name,displayName,decision\n"
            + $"{Rosters.Reviews}01,Zoë Quill,same\n{Rosters.Reviews}02,Pat Dunmore,new\n"
            + $"{Rosters.Reviews}03,Ann Other,\n{Rosters.Reviews}04,Two Quills,same\n"));

        Assert.Equal(ExitCode.SomeRejected, await RunAsync("roster", "reviews", "resolve", "--from-file", file));

        Assert.Equal(
            [
                ($"{Rosters.Reviews}01", $"{People.Hub}/participants/0198a000-0000-7000-8000-000000000001", false),
                ($"{Rosters.Reviews}02", "", true),
            ],
            Received.Asked.OfType<ResolveMatchReviewRequest>()
                .Select(request => (request.Name, request.Participant, request.NewPerson)));
        Assert.Contains("line 5, Two Quills: it may be one of 2: write the person", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann Other", Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_there_is_nothing_to_apply_where_nobody_changes()
    {
        var sync = new RosterSync
        {
            Name = Rosters.Sync,
            Slices =
            {
                new RosterSync.Types.Slice
                {
                    State = RosterSync.Types.State.Planned,
                    KeptEffects = RosterSync.Types.KeptEffects.All,
                    Counts = new() { UnchangedCount = 3 },
                },
            },
        };

        Assert.Contains("There is nothing to apply: by this list nobody changes.", Next());
        sync.Slices[0].Counts.LeaveCount = 1;
        Assert.Contains($"Do it: mastery roster apply {Rosters.Sync}", Next());

        IEnumerable<string> Next() => RosterSummary.Next(new(sync, []));
    }

    [Theory]
    [InlineData(RosterSync.Types.State.Planned, "Decide who is who: mastery roster reviews --hub kent")]
    [InlineData(RosterSync.Types.State.Applied,
        "Who is who may have been decided since; what still waits: mastery roster reviews --hub kent")]
    public void Asks_who_is_who_as_long_as_it_may_be_open(RosterSync.Types.State state, string next)
    {
        var slice = new RosterSync.Types.Slice
        {
            Hub = "hubs/kent", State = state, Counts = new() { PotentialMatchCount = 2 },
        };

        Assert.Equal(next, RosterSummary.Next(new(new() { Slices = { slice } }, [])).First());
    }

    [Fact]
    public void Names_the_fields_of_records_as_people_do_and_says_who_is_left_out()
    {
        var report = new RosterReport(
            new()
            {
                Rejections =
                {
                    new RosterRejection { Field = "posts[0].school_number", Reason = "No such school." },
                    new RosterRejection { Field = "trn", Reason = "No number." },
                },
            },
            []);

        Assert.Equal(
            [("school number", "the person is left out"), ("Teacher Reference Number", "the person is left out")],
            report.Unused.Select(row => (row.Column, row.Outcome)));
        Assert.Equal("nobody is left out", (report.Unused[0] with { LosesPerson = false }).Outcome);
    }
}
