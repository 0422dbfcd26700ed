using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Library.Changes.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>What tests of the feed ask of a library.</summary>
static class FeedFixture
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    /// <summary>A client for one hub.</summary>
    public static LibraryChangeService.LibraryChangeServiceClient Feed(
        this TestService library, string hub, params string[] without) =>
        library.Client<LibraryChangeService.LibraryChangeServiceClient>(LibraryFixture.Token(hub, without));

    /// <summary>A stream of a hub, from its present end or after a token.</summary>
    public static AsyncServerStreamingCall<WatchChangesResponse> Watch(
        this TestService library, string hub, string resumeToken = "", params string[] without) =>
        library.Feed(hub, without).WatchChanges(new() { Parent = $"hubs/{hub}", ResumeToken = resumeToken });

    /// <summary>The next message.</summary>
    public static async Task<WatchChangesResponse> NextAsync(
        this AsyncServerStreamingCall<WatchChangesResponse> stream)
    {
        using var late = new CancellationTokenSource(Soon);
        Assert.True(await stream.ResponseStream.MoveNext(late.Token), "The stream has ended.");
        return stream.ResponseStream.Current;
    }

    /// <summary>The next message with changes.</summary>
    public static async Task<WatchChangesResponse> NextChangesAsync(
        this AsyncServerStreamingCall<WatchChangesResponse> stream)
    {
        while (true)
        {
            if (await stream.NextAsync() is { Changes.Count: > 0 } message)
            {
                return message;
            }
        }
    }

    /// <summary>All messages until the stream ends.</summary>
    public static async Task<List<WatchChangesResponse>> RestAsync(
        this AsyncServerStreamingCall<WatchChangesResponse> stream)
    {
        using var late = new CancellationTokenSource(Soon);
        return await stream.ResponseStream.ReadAllAsync(late.Token).ToListAsync();
    }

    /// <summary>A new shelf.</summary>
    public static Task<Library.V1.Shelf> AddShelfAsync(
        this TestService library, string hub, string? name = null, string note = "") =>
        library.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token(hub))
            .CreateShelfAsync(
                new()
                {
                    Parent = $"hubs/{hub}",
                    Shelf = new() { DisplayName = name ?? $"{Guid.NewGuid():N}", Note = note },
                }).ResponseAsync;
}
