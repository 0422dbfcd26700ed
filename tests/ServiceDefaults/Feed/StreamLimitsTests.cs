using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>How many streams there may be, how long they go on, and how they end.</summary>
public sealed class StreamLimitsTests
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task A_client_has_a_number_of_streams()
    {
        await using var library = await StartAsync(("Feed:StreamsPerClient", "2"));
        using var first = library.Watch(_hub);
        using var second = library.Watch(_hub);
        await first.NextAsync();
        await second.NextAsync();

        using (var third = library.Watch(_hub))
        {
            await Refused.WithAsync(
                StatusCode.ResourceExhausted, ErrorReason.TooManyRequests, third.RestAsync);
        }

        first.Dispose();
        await OpensAsync(library);
    }

    [Fact]
    public async Task A_silent_stream_says_how_far_it_is_and_ends_at_its_age()
    {
        await using var library = await StartAsync(
            ("Feed:BookmarkInterval", "00:00:01"), ("Feed:MaxAge", "00:00:05"));
        using var stream = library.Watch(_hub);

        var messages = await stream.RestAsync();

        Assert.InRange(messages.Count, 3, 8);
        Assert.All(messages, bookmark => Assert.Equal((0, 0L), (bookmark.Changes.Count, bookmark.Revision)));
    }

    [Fact]
    public async Task A_service_that_stops_ends_its_streams_with_a_bookmark()
    {
        await using var library = await StartAsync();
        using var stream = library.Watch(_hub);
        await stream.NextAsync();
        await library.AddShelfAsync(_hub);
        await stream.NextChangesAsync();

        var rest = stream.RestAsync();
        await library.StopAsync();

        var last = (await rest)[^1];
        Assert.Equal((0, 1L), (last.Changes.Count, last.Revision));
    }

    [Theory]
    [InlineData("Feed:BookmarkInterval", "00:00:25")]
    [InlineData("Feed:PollInterval", "00:00:00")]
    [InlineData("Feed:StreamsPerClient", "0")]
    public async Task Settings_that_would_break_streams_are_refused(string setting, string value) =>
        await Assert.ThrowsAnyAsync<Exception>(() => StartAsync((setting, value)));

    static Task<TestService> StartAsync(params (string Key, string Value)[] settings) =>
        TestService.StartAsync<Library.LibraryService>(
            "library", settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));

    // The server notices that a stream has ended a little after its client.
    async Task OpensAsync(TestService library)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var stream = library.Watch(_hub);
            try
            {
                await stream.NextAsync();
                return;
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted && attempt < 100)
            {
                await Task.Delay(20);
            }
        }
    }
}
