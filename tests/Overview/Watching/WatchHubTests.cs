using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Overview.V1;
using Mastery.Testing;
using Client = Mastery.Overview.V1.OverviewService.OverviewServiceClient;

namespace Mastery.Overview.Tests.Watching;

/// <summary>The feeds of several services as one, which do what the tests tell them.</summary>
public sealed partial class WatchHubTests(OverviewFixture overview) : IClassFixture<OverviewFixture>
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // Each test has a hub of its own.
    readonly string _hub = $"hub-{Guid.NewGuid():N}";

    string Parent => $"hubs/{_hub}";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begins_with_a_bookmark_and_sends_what_each_feed_does()
    {
        Log(Feed.Participants).Commit("early");
        using var stream = Watch();
        var bookmark = await NextAsync(stream);
        Log(Feed.Participants).Commit("school");
        var school = await NextAsync(stream);
        Log(Feed.DevelopmentPlans).Commit("plan");
        var plan = await NextAsync(stream);

        Assert.Equal(
            [(Feed.Participants, 1L, true), (Feed.DevelopmentPlans, 0, true), (Feed.FocusCatalogue, 0, true)],
            Of(bookmark));
        Assert.Equal((Feed.Participants, 2L, "school"), (school.Feed, school.Revision, school.Changes[0].Resource));
        Assert.Equal((Feed.DevelopmentPlans, 1L, "plan"), (plan.Feed, plan.Revision, plan.Changes[0].Resource));
    }

    // The services enter what was read of them; this one has no database to enter it in.
    [Fact]
    public async Task Serves_rights_that_were_given_in_an_emergency() => Assert.NotEmpty(
        (await NextAsync(Watch(token: Token.Of(_hub) with { BreakGlass = true }))).Places);

    [Fact]
    public async Task Goes_on_after_a_token_in_every_feed_without_loss_or_doubling()
    {
        using var first = Watch();
        await NextAsync(first);
        Log(Feed.Participants).Commit("p1");
        var token = (await NextAsync(first)).ResumeToken;
        Log(Feed.DevelopmentPlans).Commit("d1");
        await NextAsync(first);
        first.Dispose();
        Log(Feed.Participants).Commit("p2");
        Log(Feed.FocusCatalogue).Commit("c1");

        using var second = Watch(token);
        var sent = await ChangesAsync(second, 3);

        Assert.Equal(["c1", "d1", "p2"], sent.Order());
    }

    [Fact]
    public async Task Goes_on_with_the_others_while_a_service_is_away_and_loses_nothing_of_it()
    {
        using var stream = Watch();
        await NextAsync(stream);
        Log(Feed.DevelopmentPlans).Break(FakeFeed.Away);
        var away = await NextAsync(stream);
        Log(Feed.DevelopmentPlans).Commit("d1");
        Log(Feed.Participants).Commit("p1");
        var others = await NextAsync(stream);
        Log(Feed.DevelopmentPlans).Mend();
        Log(Feed.DevelopmentPlans).Commit("d2");
        var (sent, bookmarks) = await LaterAsync(stream, 2);

        Assert.Equal(
            [(Feed.Participants, 0L, true), (Feed.DevelopmentPlans, 0, false), (Feed.FocusCatalogue, 0, true)],
            Of(away));
        Assert.Equal("p1", others.Changes[0].Resource);
        Assert.Equal(["d1", "d2"], sent);
        Assert.All(bookmarks[^1].Places, place => Assert.True(place.Available));
    }

    [Fact]
    public async Task Begins_a_transaction_again_that_a_service_broke_off_and_the_client_reads_it_once()
    {
        var token = new FeedTokenInTest();
        await Reader(token).StartOverAsync(cancellation: Stop);
        // It breaks once: the stream that said where to start may not take that.
        await UntilAsync(() => Log(Feed.DevelopmentPlans).Open == 0);
        Log(Feed.DevelopmentPlans).BreakAfterPart();
        Log(Feed.DevelopmentPlans).Commit("a", "b", "c");
        Log(Feed.Participants).Commit("p");
        Log(Feed.DevelopmentPlans).Commit("d");
        var changes = new List<IReadOnlyList<Feed>>();

        var sent = await WhileTimePassesAsync(
            Reader(token, changes.Add).ReadAsync(Stop).Take(3).ToListAsync(Stop).AsTask());
        Log(Feed.FocusCatalogue).Commit("late");
        var next = await WhileTimePassesAsync(Reader(token).ReadAsync(Stop).Take(2).ToListAsync(Stop).AsTask());

        Assert.Equal(["a b c", "d"], Texts(sent.Where(one => one.Feed == Feed.DevelopmentPlans)));
        Assert.Equal(["p"], Texts(sent.Where(one => one.Feed == Feed.Participants)));
        // The last one was not noted, because its reader did not ask for another.
        Assert.Contains("late", Texts(next));
        Assert.Equal([[Feed.DevelopmentPlans], []], changes);
    }

    [Fact]
    public async Task Waits_for_no_service_whose_place_is_known()
    {
        var token = await TokenAsync();
        Log(Feed.FocusCatalogue).Silent = true;
        Log(Feed.Participants).Commit("p1");

        using var stream = Watch(token);
        var (sent, bookmarks) = await LaterAsync(stream, 1);

        Assert.Equal(["p1"], sent);
        Assert.Equal(
            [Feed.FocusCatalogue], bookmarks[^1].Places.Where(place => !place.Available).Select(place => place.Feed));
    }

    [Fact]
    public async Task Gives_up_a_service_that_says_nothing_any_more_and_asks_again()
    {
        using var stream = Watch();
        await NextAsync(stream);
        Log(Feed.FocusCatalogue).Commit("c1");
        await NextAsync(stream);
        var asked = Log(Feed.FocusCatalogue).Asked.Count;

        await WhileTimePassesAsync(UntilAsync(() => Log(Feed.FocusCatalogue).Asked.Count > asked));

        Assert.Equal("at-1", Log(Feed.FocusCatalogue).Asked.Last().Request.ResumeToken);
    }

    [Fact]
    public async Task Is_unavailable_without_a_place_in_a_feed_that_cannot_be_reached()
    {
        Log(Feed.DevelopmentPlans).Break(FakeFeed.Away);

        var refusal = await Refused.WithAsync(
            StatusCode.Unavailable, ErrorReason.ServiceUnavailable, () => NextAsync(Watch()));
        using var others = Watch(feeds: [Feed.Participants, Feed.FocusCatalogue]);

        Assert.Contains("'development-plans'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([Feed.Participants, Feed.FocusCatalogue],
            (await NextAsync(others)).Places.Select(place => place.Feed));
    }

    [Fact]
    public async Task Names_the_feed_that_must_be_listed_again_and_keeps_the_place_in_the_others()
    {
        var token = await TokenAsync();
        Log(Feed.Participants).Commit("p1");
        Log(Feed.DevelopmentPlans).Commit("d1");
        Log(Feed.DevelopmentPlans).Break(FakeFeed.Refusal(StatusCode.OutOfRange, "RESUME_TOKEN_EXPIRED"));

        var expired = await Refused.WithAsync(
            StatusCode.OutOfRange, ErrorReason.ResumeTokenExpired, () => NextAsync(Watch(token)));
        Log(Feed.DevelopmentPlans).Mend();
        using var stream = Watch(token, startOver: [Feed.DevelopmentPlans]);

        Assert.Equal("FEED_DEVELOPMENT_PLANS", expired.GetDetail<ErrorInfo>().Metadata["feed"]);
        Assert.Contains((Feed.DevelopmentPlans, 1L, true), Of(await NextAsync(stream)));
        Assert.Equal(["p1"], await ChangesAsync(stream, 1));
    }

    [Fact]
    public async Task Asks_each_service_for_the_same_hub_with_the_callers_token_and_none_for_another_hub()
    {
        using var stream = Watch();
        await NextAsync(stream);
        using var other = Watch(token: Token.Of("another-hub"));
        using var bare = Watch(token: Token.Of(_hub, "plans.read"));

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => NextAsync(other));
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, () => NextAsync(bare));
        var asked = HubFeeds.All.SelectMany(feed => Log(feed).Asked).ToList();
        Assert.Equal(3, asked.Count);
        Assert.Equal(3, asked.Count(one => one.Request.Parent == Parent));
        Assert.Single(asked.Select(one => one.Authorization).Distinct());
        Assert.StartsWith("Bearer e", asked[0].Authorization, StringComparison.Ordinal);
        await Refused.ForFieldAsync(
            "parent", () => NextAsync(overview.Client().WatchHub(new() { Parent = "hubs/-" })));
    }

    [Fact]
    public async Task Is_refused_as_soon_as_a_service_refuses_the_token()
    {
        using var stream = Watch();
        await NextAsync(stream);
        Log(Feed.Participants).Break(FakeFeed.Refusal(StatusCode.Unauthenticated, "TOKEN_INVALID"));

        await Refused.WithAsync(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, () => NextAsync(stream));
    }

    [Fact]
    public async Task Ends_within_five_seconds_when_its_token_becomes_void()
    {
        var token = Token.Of(_hub) with { Client = "revoked", Generation = 1 };
        using var stream = Watch(token: token);
        await NextAsync(stream);
        overview.Generations = new() { ["revoked"] = 2 };

        // No more time passes than that, however long the machine takes.
        overview.Time.Advance(TimeSpan.FromSeconds(5));

        await Refused.WithAsync(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, () => NextAsync(stream));
    }

    [Fact]
    public async Task Has_a_bookmark_every_twenty_seconds_while_one_feed_alone_is_busy()
    {
        using var stream = Watch();
        var before = overview.Time.GetUtcNow();
        await NextAsync(stream);
        WatchHubResponse message;
        do
        {
            Log(Feed.Participants).Commit("busy");
            message = await NextAsync(stream);
            overview.Time.Advance(TimeSpan.FromSeconds(1));
        }
        while (message.Changes.Count > 0);

        Assert.InRange(overview.Time.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Ends_with_a_bookmark_when_the_service_stops()
    {
        await using var replica = await overview.StartAsync();
        using var stream = replica.Client<Client>(Token.Of(_hub)).WatchHub(new() { Parent = Parent });
        var first = await NextAsync(stream);
        var stopping = replica.StopAsync();
        var last = await NextAsync(stream);

        Assert.False(await stream.ResponseStream.MoveNext(Stop));
        Assert.Equal(first.ResumeToken, last.ResumeToken);
        await stopping;
    }
}
