using Grpc.Core;
using Mastery.Clients;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>The client that follows a feed.</summary>
public sealed class ChangeFeedClientTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Goes_on_from_its_file_in_another_process()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("mastery-feed-").FullName, "token");
        await Feed(path).StartOverAsync(TestContext.Current.CancellationToken);
        string[] names = ["A", "B", "C", "D"];
        foreach (var name in names)
        {
            await library.Service.AddShelfAsync(_hub, name);
        }

        var first = await Feed(path).ReadAsync(TestContext.Current.CancellationToken).Take(3).ToListAsync();
        var second = await Feed(path).ReadAsync(TestContext.Current.CancellationToken).Take(2).ToListAsync();

        // The last one of the first is asked for again: its reader stopped before it took the next.
        Assert.Equal([1L, 2, 3], first.Select(one => one.Revision));
        Assert.Equal([3L, 4], second.Select(one => one.Revision));
    }

    [Fact]
    public async Task Says_to_list_again_when_the_log_does_not_go_on()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("mastery-feed-").FullName, "token");
        await library.Service.AddShelfAsync(_hub);
        var feed = Feed(path);
        await feed.StartOverAsync(TestContext.Current.CancellationToken);
        await FeedEpoch.RenewAsync(library.Service.Database.OwnerConnectionString, CancellationToken.None);

        var expired = await Assert.ThrowsAsync<FeedExpiredException>(
            async () => await feed.ReadAsync(TestContext.Current.CancellationToken).FirstAsync());
        await feed.StartOverAsync(TestContext.Current.CancellationToken);
        await library.Service.AddShelfAsync(_hub);

        Assert.Contains("list what you follow again", expired.Message, StringComparison.Ordinal);
        Assert.Equal(2L, (await feed.ReadAsync(TestContext.Current.CancellationToken).FirstAsync()).Revision);
    }

    [Fact]
    public async Task Passes_on_a_refusal_that_waiting_does_not_mend()
    {
        var feed = new Clients.ChangeFeed(
            library.Service.Feed(_hub, without: "changes.read").WatchChanges, $"hubs/{_hub}");

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await feed.ReadAsync(TestContext.Current.CancellationToken).FirstAsync());

        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
    }

    Clients.ChangeFeed Feed(string path) =>
        new(library.Service.Feed(_hub).WatchChanges, $"hubs/{_hub}", new FeedTokenFile(path));
}
