using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>The tokens from which a feed does not go on.</summary>
public sealed class ResumeTokenTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    TestService Service => library.Service;

    [Fact]
    public async Task Refuses_a_token_from_before_a_restore_and_ends_the_streams_of_before()
    {
        await Service.AddShelfAsync(_hub);
        using var stream = Service.Watch(_hub);
        var token = (await stream.NextAsync()).ResumeToken;

        await FeedEpoch.RenewAsync(Service.Database.OwnerConnectionString, CancellationToken.None);

        await ExpiredAsync(stream);
        using var again = Service.Watch(_hub, token);
        await ExpiredAsync(again);
        using var over = Service.Watch(_hub);
        Assert.Equal(1L, (await over.NextAsync()).Revision);
    }

    [Fact]
    public async Task Refuses_a_token_that_is_further_than_the_log()
    {
        await Service.AddShelfAsync(_hub);
        using var stream = Service.Watch(_hub);
        await stream.NextAsync();
        await Service.AddShelfAsync(_hub);
        var token = (await stream.NextChangesAsync()).ResumeToken;
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await connection.SetHubAsync(_hub);
        await connection.RunAsync("DELETE FROM change WHERE revision = 2 AND hub_id = $1", _hub);
        await connection.RunAsync("UPDATE revision SET revision = 1 WHERE hub_id = $1", _hub);

        using var again = Service.Watch(_hub, token);

        await ExpiredAsync(again);
    }

    [Fact]
    public async Task Refuses_to_leave_out_revisions_that_are_gone()
    {
        using var stream = Service.Watch(_hub);
        var token = (await stream.NextAsync()).ResumeToken;
        await Service.AddShelfAsync(_hub);
        await Service.AddShelfAsync(_hub);
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await connection.SetHubAsync(_hub);
        await connection.RunAsync("DELETE FROM change WHERE revision = 1 AND hub_id = $1", _hub);

        using var again = Service.Watch(_hub, token);

        await ExpiredAsync(again);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("bm9uc2Vuc2U")]
    public async Task Refuses_what_is_no_token(string token)
    {
        using var stream = Service.Watch(_hub, token);

        await Refused.ForFieldAsync("resume_token", stream.RestAsync);
    }

    [Fact]
    public async Task Refuses_the_token_of_another_hub()
    {
        var other = LibraryFixture.NewHub();
        using var stream = Service.Watch(other);
        var token = (await stream.NextAsync()).ResumeToken;
        using var mine = Service.Watch(_hub, token);

        await Refused.ForFieldAsync("resume_token", mine.RestAsync);
    }

    static Task<Google.Rpc.Status> ExpiredAsync(AsyncServerStreamingCall<Changes.V1.WatchChangesResponse> stream) =>
        Refused.WithAsync(StatusCode.OutOfRange, ErrorReason.ResumeTokenExpired, stream.RestAsync);
}
