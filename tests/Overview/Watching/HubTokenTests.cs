using Mastery.Overview.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Overview.Tests.Watching;

public sealed class HubTokenTests
{
    static readonly Dictionary<Feed, string> Places = new()
    {
        [Feed.Participants] = "a-b_",
        [Feed.FocusCatalogue] = "c==",
    };

    [Fact]
    public void Carries_the_token_of_each_feed_in_a_text_for_URLs()
    {
        var token = HubToken.Of(Places);

        Assert.Equal(Places, HubToken.Read(token));
        Assert.Equal(token, Uri.EscapeDataString(token));
        Assert.Empty(HubToken.Read(""));
    }

    [Theory]
    [InlineData("!")]
    [InlineData("1")]
    [InlineData("2 1=a")]
    [InlineData("1 4=a")]
    [InlineData("1 1=")]
    [InlineData("1 1=a 1=b")]
    [InlineData("1 1=a  2=b")]
    public void Is_refused_when_it_is_damaged(string text)
    {
        var token = text == "!" ? text
            : System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, Assert.Throws<ApiError>(() => HubToken.Read(token)).Code);
    }

    [Fact]
    public void Says_which_feeds_are_followed_where_the_request_does_not()
    {
        var token = HubToken.Of(Places);

        Assert.Equal(HubFeeds.All, HubPlaces.Of(new()).Feeds);
        Assert.Equal([Feed.Participants, Feed.FocusCatalogue], HubPlaces.Of(new() { ResumeToken = token }).Feeds);
        Assert.Equal(
            HubFeeds.All, HubPlaces.Of(new() { ResumeToken = token, StartOver = { Feed.DevelopmentPlans } }).Feeds);
        var fewer = HubPlaces.Of(new() { ResumeToken = token, Feeds = { Feed.FocusCatalogue } });
        Assert.Equal(("c==", true), (fewer.TokenOf(Feed.FocusCatalogue), fewer.Complete));
    }

    [Fact]
    public void Is_not_gone_on_from_in_a_feed_that_starts_over() => Assert.Equal(("", "c=="), Begin(
        new() { ResumeToken = HubToken.Of(Places), StartOver = { Feed.Participants } }));

    [Fact]
    public void Does_not_begin_a_feed_that_it_has_no_place_of()
    {
        var token = HubToken.Of(Places);

        Assert.Contains("'development-plans'",
            Refusal(new() { ResumeToken = token, Feeds = { Feed.DevelopmentPlans } }), StringComparison.Ordinal);
        Assert.StartsWith("start_over",
            Refusal(new() { Feeds = { Feed.Participants }, StartOver = { Feed.DevelopmentPlans } }),
            StringComparison.Ordinal);
        Assert.StartsWith("feeds", Refusal(new() { Feeds = { Feed.Unspecified } }), StringComparison.Ordinal);
    }

    static (string, string) Begin(WatchHubRequest request)
    {
        var places = HubPlaces.Of(request);
        return (places.TokenOf(Feed.Participants), places.TokenOf(Feed.FocusCatalogue));
    }

    static string Refusal(WatchHubRequest request) => Assert.Throws<ApiError>(() => HubPlaces.Of(request)).Message;
}
