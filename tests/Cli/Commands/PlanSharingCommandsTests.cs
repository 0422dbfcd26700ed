using Mastery.Cli.Commands;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class PlanSharingCommandsTests : CommandTest
{
    [Fact]
    public async Task Shares_a_plan_and_takes_it_back_and_says_who_sees_it()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("plans", "share", "ratio for everyone", "--hub", "sussex"));
        await RunAsync("plans", "return", Plans.Name, "--hub", "sussex", "--reason", "Too thin");

        Assert.Equal(Plans.Name, Received.Last<SharePlanRequest>().Name);
        Assert.Equal("Too thin", Received.Last<ReturnPlanRequest>().Reason);
        Assert.Contains("can read it and give feedback", Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("no other department sees it now", Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_a_review_aim_by_aim()
    {
        Assert.Equal(
            ExitCode.Done,
            await RunAsync(
                "plans", "review", Plans.Name, "--hub", "sussex", "--held", "2025-02-13", "--aim",
                "1=amber: two of three classes", "--impact", "1=52 % are secure", "--next", "1=plan together"));

        var review = Received.Last<CreateReviewRequest>().Review;
        var aim = Assert.Single(review.AimReviews);
        Assert.Equal("2025-02-13", review.ReviewDate);
        Assert.Equal(
            (Review.Types.Rating.Amber, "two of three classes", "52 % are secure", "plan together"),
            (aim.Rating, aim.Narrative, aim.Impact, aim.NextStep));
        Assert.Contains("reviewed on 13 Feb 2025 at revision 7", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2=amber: why", "the plan has 1 aim: there is no aim 2")]
    [InlineData("1=blue: why", "'blue' is no rating: it is red, amber or green")]
    [InlineData("amber: why", "begin with the aim's number")]
    public async Task Refuses_a_review_of_what_the_plan_does_not_have(string aim, string words)
    {
        Assert.Equal(
            ExitCode.NothingDone, await RunAsync("plans", "review", Plans.Name, "--hub", "sussex", "--aim", aim));

        Assert.Contains(words, Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_how_aims_have_stood_those_that_left_the_plan_too()
    {
        await RunAsync("plans", "reviews", Plans.Name, "--hub", "sussex");

        Assert.Contains("reviewed once, on 13 February 2025.", Output, StringComparison.Ordinal);
        Assert.Contains("1. Students scale by multiplying.", Output, StringComparison.Ordinal);
        Assert.Contains("2. An aim that has left the plan", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_plans_that_nobody_reviewed_for_a_while()
    {
        await RunAsync("plans", "overdue", "--hub", "sussex", "--days", "60");

        Assert.Matches("^20[0-9]{2}-", Received.Last<ListPlansRequest>().UnreviewedSinceDate);
        Assert.Contains("Ratio for everyone", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_feedback_with_the_school_that_gave_it()
    {
        await RunAsync("plans", "feedback", "list", Plans.Name, "--hub", "sussex", "--kind", "challenge");

        Assert.Equal("kind = CHALLENGE", Received.Last<ListFeedbackRequest>().Filter);
        Assert.Contains("Calder Vale", Output, StringComparison.Ordinal);
        Assert.Contains("How will you know?", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_answers_and_settles_feedback()
    {
        await RunAsync(
            "plans", "feedback", "give", Plans.Name, "--hub", "sussex", "--from", "hubs/sussex/departments/other",
            "--kind", "support", "--comment", "We have tasks");
        await RunAsync("plans", "feedback", "answer", Plans.Challenge, "--hub", "sussex", "--text", "In December");
        await RunAsync("plans", "feedback", "resolve", Plans.Challenge, "--hub", "sussex");

        var given = Received.Last<CreateFeedbackRequest>();
        Assert.Equal(
            (Plans.Name, Feedback.Types.Kind.Support, "We have tasks"),
            (given.Parent, given.Feedback.Kind, given.Feedback.Comment));
        Assert.Equal("In December", Received.Last<RespondToFeedbackRequest>().Response);
        Assert.Equal(Plans.Challenge, Received.Last<ResolveFeedbackRequest>().Name);
    }

    [Fact]
    public async Task Says_what_the_departments_of_a_Work_Group_share()
    {
        await RunAsync("work-groups", "plans", "hubs/sussex/workGroups/w", "--hub", "sussex");

        Assert.Equal("hubs/sussex/workGroups/w", Received.Last<SummarizeWorkGroupPlansRequest>().Name);
        Assert.Contains("Every department shares a plan.", Output, StringComparison.Ordinal);
        Assert.Contains("- Oakfield shares ‘Ratio’ with one aim.", Output, StringComparison.Ordinal);
    }
}
