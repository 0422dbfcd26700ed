using System.Net;
using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults.Tests.Feed;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using LibraryChangeServiceClient = Mastery.Library.Changes.V1.LibraryChangeService.LibraryChangeServiceClient;
using LibraryServiceClient = Mastery.Library.V1.LibraryService.LibraryServiceClient;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>A token that is void by now is refused, although it was valid, and was used, a moment ago.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    const string Hub = "hub-of-revocations";

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    readonly Source _source = new();
    TestService _library = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _library = await TestService.StartAsync<Library.LibraryService>(
        "library", configure: services => services.AddSingleton<IRevocationSource>(_source));

    public ValueTask DisposeAsync() => _library.DisposeAsync();

    [Fact]
    public async Task Refuses_a_void_token_within_five_seconds_and_says_what_to_do()
    {
        var token = Of("revoked", generation: 3);
        await ListAsync(token);
        _source.Generations = new() { ["revoked"] = 4 };

        var refusal = await RefusedWithinAsync(Limit, token);
        using var http = _library.Http(token);
        using var answer = await http.GetAsync($"/v1/hubs/{Hub}/shelves", Stop);

        Assert.Contains("Get a new one", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("error=\"invalid_token\"", $"{answer.Headers.WwwAuthenticate}", StringComparison.Ordinal);
        Assert.Contains("TOKEN_INVALID", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    // Both tokens are of the same second, so that no time could tell one from the other.
    [Fact]
    public async Task Accepts_what_the_client_gets_in_the_same_second()
    {
        var (before, after) = (Of("rotated", generation: 1), Of("rotated", generation: 2));
        _source.Generations = new() { ["rotated"] = 2 };

        await RefusedWithinAsync(Limit, before);

        await ListAsync(after);
        await ListAsync(Of("another", generation: 0));
    }

    [Fact]
    public async Task Takes_a_token_that_names_no_generation_for_the_first()
    {
        _source.Generations = new() { ["older"] = 1 };

        await RefusedWithinAsync(Limit, Of("older", generation: null));
    }

    [Fact]
    public async Task Goes_on_with_what_was_known_while_nobody_can_be_asked_and_says_so_once()
    {
        _source.Generations = new() { ["revoked-before"] = 1 };
        await RefusedWithinAsync(Limit, Of("revoked-before", generation: 0));
        var asked = _source.Asked;
        _source.Down = true;
        while (_source.Asked < asked + 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Stop);
        }

        await Refused.WithAsync(StatusCode.Unauthenticated, ErrorReason.TokenInvalid,
            () => ListAsync(Of("revoked-before", generation: 0)));
        await ListAsync(Of("another", generation: 0));
        Assert.Single(
            _library.Logs.Entries, entry => entry.Message.Contains("tokens are void", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ends_the_feed_that_was_opened_with_a_void_token_and_no_other()
    {
        using var ended = Watch(Of("watching", generation: 1));
        using var goesOn = Watch(Of("watching-too", generation: 1));
        await ended.NextAsync();
        await goesOn.NextAsync();
        var start = TimeProvider.System.GetTimestamp();
        _source.Generations = new() { ["watching"] = 2 };

        await Refused.WithAsync(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, ended.RestAsync);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, Limit);
        await _library.AddShelfAsync(Hub);
        Assert.Single((await goesOn.NextChangesAsync()).Changes);
    }

    [Fact]
    public async Task Writes_nothing_of_a_stream_whose_token_becomes_void_before_its_end()
    {
        var shelf = await _library.AddShelfAsync(Hub);
        using var import = new LibraryServiceClient(_library.Channel(Of("importing", generation: 1)))
            .ImportBooks(cancellationToken: Stop);
        await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "one" } }, Stop);
        _source.Generations = new() { ["importing"] = 2 };

        await Refused.WithAsync(
            StatusCode.Unauthenticated, ErrorReason.TokenInvalid, () => import.ResponseAsync.WaitAsync(Limit, Stop));

        var books = await new LibraryServiceClient(_library.Channel(Of("reading", generation: 0))).ListBooksAsync(
            new() { Parent = shelf.Name }, cancellationToken: Stop);
        Assert.Empty(books.Books);
    }

    // Clients of other issuers can have the ids of ours.
    [Fact]
    public void Is_about_tokens_of_our_own_issuer()
    {
        var identity = new System.Security.Claims.ClaimsIdentity([new("sub", "same"), new("client_id", "same")]);
        var revocations = new Revocations();
        revocations.Replace(new Dictionary<string, long> { ["same"] = 1 });

        Assert.True(revocations.Cover(new CallerPrincipal(identity, "").Caller));
        Assert.False(revocations.Cover(new CallerPrincipal(identity, "theirs.test").Caller));
    }

    async Task<RpcException> RefusedWithinAsync(TimeSpan limit, string token)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await Record.ExceptionAsync(() => ListAsync(token)) is RpcException refusal)
            {
                Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
                return refusal;
            }

            Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, limit);
            await Task.Delay(TimeSpan.FromMilliseconds(50), Stop);
        }
    }

    AsyncServerStreamingCall<WatchChangesResponse> Watch(string token) =>
        new LibraryChangeServiceClient(_library.Channel(token)).WatchChanges(
            new() { Parent = $"hubs/{Hub}" }, cancellationToken: Stop);

    async Task ListAsync(string token) => await new LibraryServiceClient(_library.Channel(token)).ListShelvesAsync(
        new() { Parent = $"hubs/{Hub}" }, cancellationToken: Stop);

    static string Of(string client, long? generation) =>
        TestIssuer.Sign(LibraryFixture.Token(Hub) with { Client = client, Generation = generation });

    sealed class Source : IRevocationSource
    {
        public Dictionary<string, long> Generations { get; set; } = [];

        public bool Down { get; set; }

        public int Asked { get; private set; }

        public Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation)
        {
            Asked++;
            return Down ? throw new HttpRequestException("nobody answers")
                : Task.FromResult<IReadOnlyDictionary<string, long>>(Generations);
        }
    }
}
