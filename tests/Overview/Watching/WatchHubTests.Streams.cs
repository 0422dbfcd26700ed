using Grpc.Core;
using Mastery.Clients;
using Mastery.Overview.V1;
using Mastery.Testing;

namespace Mastery.Overview.Tests.Watching;

/// <content>How the tests open streams and read them.</content>
public sealed partial class WatchHubTests
{
    FakeFeed Log(Feed feed) => overview.Feed(Parent, feed);

    HubFeed Reader(IFeedToken token, Action<IReadOnlyList<Feed>>? changed = null) =>
        new(overview.Client(Token.Of(_hub)).WatchHub, Parent, token) { UnavailableChanged = changed };

    AsyncServerStreamingCall<WatchHubResponse> Watch(string resumeToken = "", Feed[]? feeds = null,
        Feed[]? startOver = null, Token? token = null) => overview.Client(token ?? Token.Of(_hub)).WatchHub(new()
        {
            Parent = Parent,
            ResumeToken = resumeToken,
            Feeds = { feeds ?? [] },
            StartOver = { startOver ?? [] },
        });

    async Task<string> TokenAsync()
    {
        using var stream = Watch();
        return (await NextAsync(stream)).ResumeToken;
    }

    static IEnumerable<(Feed, long, bool)> Of(WatchHubResponse bookmark) =>
        bookmark.Places.Select(place => (place.Feed, place.Revision, place.Available));

    static IEnumerable<string> Texts(IEnumerable<HubTransaction> transactions) => transactions.Select(
        transaction => string.Join(' ', transaction.Changes.Select(change => change.Resource)));

    static async Task<WatchHubResponse> NextAsync(AsyncServerStreamingCall<WatchHubResponse> stream)
    {
        Assert.True(await stream.ResponseStream.MoveNext(Stop).WaitAsync(Limit, Stop), "The stream has ended.");
        return stream.ResponseStream.Current;
    }

    static async Task<List<string>> ChangesAsync(AsyncServerStreamingCall<WatchHubResponse> stream, int count)
    {
        List<string> sent = [];
        while (sent.Count < count)
        {
            sent.AddRange((await NextAsync(stream)).Changes.Select(change => change.Resource));
        }

        return sent;
    }

    /// <summary>So many changes, and the bookmarks between, while time passes.</summary>
    async Task<(List<string> Sent, List<WatchHubResponse> Bookmarks)> LaterAsync(
        AsyncServerStreamingCall<WatchHubResponse> stream, int count)
    {
        List<string> sent = [];
        List<WatchHubResponse> bookmarks = [];
        while (sent.Count < count)
        {
            var message = await WhileTimePassesAsync(NextAsync(stream));
            sent.AddRange(message.Changes.Select(change => change.Resource));
            bookmarks.AddRange(message.Changes.Count == 0 ? [message] : []);
        }

        return (sent, bookmarks);
    }

    async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        await WhileTimePassesAsync((Task)task);
        return await task;
    }

    async Task WhileTimePassesAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            overview.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(task, Task.Delay(5, Stop));
        }

        await task;
    }

    static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(5, Stop);
        }
    }
}

/// <summary>Keeps the place for several readers.</summary>
sealed class FeedTokenInTest : IFeedToken
{
    string? _token;

    public Task<string?> ReadAsync(CancellationToken cancellation) => Task.FromResult(_token);

    public Task WriteAsync(string token, CancellationToken cancellation)
    {
        _token = token;
        return Task.CompletedTask;
    }
}
