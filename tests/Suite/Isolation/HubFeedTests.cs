using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Cli.Programme;
using Mastery.Errors.V1;
using Mastery.FocusCatalogue.V1;
using Mastery.Overview.V1;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>The change logs of every service as one stream, through the gateway: all that a hub's own are, and nothing
/// of another hub's.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class HubFeedTests(RunningSuite suite, SeededHubs hubs)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hubs_that_write_at_once_each_follow_their_own_by_both_protocols()
    {
        using var stream = suite.As(hubs.One.Client).Overview.WatchHub(new() { Parent = hubs.One.Hub });
        var bookmark = await NextAsync(stream);
        using var rest = await WatchOverRestAsync(hubs.Other);
        using var lines = new StreamReader(await rest.Content.ReadAsStreamAsync(Stop));
        Assert.NotNull(await lines.ReadLineAsync(Stop));

        await Task.WhenAll(WriteAsync(hubs.One), WriteAsync(hubs.Other));

        var sent = await ReadAsync(() => NextAsync(stream));
        var restored = await ReadAsync(async () => WatchHubResponse.Parser.WithDiscardUnknownFields(true).ParseJson(
            await lines.ReadLineAsync(Stop).AsTask().WaitAsync(Limit, Stop)));
        Assert.All(sent, change => Assert.Equal(hubs.One.Hub, change.Hub));
        Assert.All(restored, change => Assert.Equal(hubs.Other.Hub, change.Hub));

        using var again = suite.As(hubs.One.Client).Overview.WatchHub(
            new() { Parent = hubs.One.Hub, ResumeToken = bookmark.ResumeToken });
        await NextAsync(again);
        Assert.Equal(Keys(sent), Keys(await ReadAsync(() => NextAsync(again))));
    }

    // A token gives no right: with another hub's, a caller gets neither that hub's changes nor its own from there.
    [Fact]
    public async Task A_resume_token_of_another_hub_opens_nothing()
    {
        using var other = suite.As(hubs.Other.Client).Overview.WatchHub(new() { Parent = hubs.Other.Hub });
        var token = (await NextAsync(other)).ResumeToken;
        var own = suite.As(hubs.One.Client).Overview;

        await Refused.ForFieldAsync("resume_token", () => NextAsync(
            own.WatchHub(new() { Parent = hubs.One.Hub, ResumeToken = token })));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => NextAsync(
            own.WatchHub(new() { Parent = hubs.Other.Hub, ResumeToken = token })));
    }

    /// <summary>A change in each service.</summary>
    async Task WriteAsync(HubSeed hub)
    {
        var api = suite.As(hub.Client);
        await api.WorkGroups.CreateEnquiryAsync(new()
        {
            Parent = hub.Hub,
            Enquiry = new()
            {
                DisplayName = "Ada Lovelace",
                Email = "ada@example.org",
                School = hub.School,
                Message = "May we join?",
            },
        });
        await api.Plans.CreateEvidenceAsync(
            new() { Parent = hub.Name("mastery.services/Plan"), Evidence = PlanParts.StudentsNeed() });
        var project = await api.Catalogue.CreateProjectAsync(new()
        {
            Project = new()
            {
                Code = $"HF-F{Guid.NewGuid():N}"[..9].ToUpperInvariant(),
                DisplayName = "Written calculation",
                AcademicYear = "2025-26",
                Stage = Common.V1.Stage.Local,
                Phase = Phase.Secondary,
                Hub = hub.Hub,
            },
        });
        await api.Catalogue.DeleteProjectAsync(new() { Name = project.Name });
    }

    /// <summary>The changes until each service has sent one, and the project was deleted.</summary>
    static async Task<List<Change>> ReadAsync(Func<Task<WatchHubResponse>> next)
    {
        List<Change> sent = [];
        HashSet<Feed> feeds = [];
        while (feeds.Count < 3 || sent.All(change => change.Kind != Change.Types.Kind.Deleted))
        {
            var message = await next();
            sent.AddRange(message.Changes);
            feeds.UnionWith(message.Changes.Count > 0 ? [message.Feed] : []);
        }

        return sent;
    }

    /// <summary>Which changes these are, in an order that does not depend on which service was first.</summary>
    static IEnumerable<string> Keys(IEnumerable<Change> changes) =>
        changes.Select(change => $"{change.Resource} {change.Revision} {change.Ordinal}").Order();

    async Task<HttpResponseMessage> WatchOverRestAsync(HubSeed hub)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/v1/{hub.Hub}/changes:watch?feeds=FEED_PARTICIPANTS&feeds=FEED_DEVELOPMENT_PLANS"
                + "&feeds=FEED_FOCUS_CATALOGUE")
        {
            Headers = { Authorization = new("Bearer", await suite.TokenAsync(hub.Client)) },
        };
        var answer = await suite.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        return answer;
    }

    static async Task<WatchHubResponse> NextAsync(AsyncServerStreamingCall<WatchHubResponse> stream)
    {
        Assert.True(await stream.ResponseStream.MoveNext(Stop).WaitAsync(Limit, Stop), "The stream has ended.");
        return stream.ResponseStream.Current;
    }
}
