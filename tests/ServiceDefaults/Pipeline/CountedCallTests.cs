using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>Which calls count against the rate of a client. No test takes as long as the period after which it may make
/// more.</summary>
public sealed class CountedCallTests : IAsyncLifetime
{
    const int Limit = 3;

    readonly string _hub = LibraryFixture.NewHub();
    readonly string _other = LibraryFixture.NewHub();
    TestService? _service;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync<Library.LibraryService>(
        "library",
        new Dictionary<string, string?>
        {
            ["RateLimits:Client:TokenLimit"] = $"{Limit}",
            ["RateLimits:Client:TokensPerPeriod"] = "1",
            ["RateLimits:Client:ReplenishmentPeriod"] = "00:30:00",
        });

    public async ValueTask DisposeAsync() => await _service!.DisposeAsync();

    [Fact]
    public async Task With_a_token_for_one_hub_each_counts_once()
    {
        var client = Client(_hub);

        await CallAsync(client, _hub, Limit);

        var refusal = await AssertRefusedAsync(client, _hub);
        var forGateway = refusal.Trailers.GetValue(ErrorStatus.RefusalHeader)!;
        Assert.Equal(refusal.GetRpcStatus(), ErrorStatus.Decoded(forGateway));
    }

    [Fact]
    public async Task With_a_token_for_one_hub_those_that_name_another_count_too()
    {
        var client = Client(_hub);
        for (var call = 0; call < Limit; call++)
        {
            await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => ListAsync(client, _other));
        }

        await AssertRefusedAsync(client, _other);
    }

    [Fact]
    public async Task With_a_token_for_several_hubs_each_counts_in_the_hub_that_it_names()
    {
        var client = Client(_hub, _other);
        await CallAsync(client, _hub, Limit);
        var refusal = await AssertRefusedAsync(client, _hub);
        Assert.Null(refusal.Trailers.Get(ErrorStatus.RefusalHeader));

        await CallAsync(client, _other, Limit);

        await AssertRefusedAsync(client, _other);
    }

    [Fact]
    public async Task Those_about_no_hub_are_counted_apart()
    {
        var client = Client(_hub);
        await CallAsync(client, _hub, Limit);
        await AssertRefusedAsync(client, _hub);

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await client.GetThemeAsync(new() { Name = $"themes/{_hub}" }));
    }

    static async Task CallAsync(LibraryServiceClient client, string hub, int times)
    {
        for (var call = 0; call < times; call++)
        {
            await ListAsync(client, hub);
        }
    }

    static async Task<RpcException> AssertRefusedAsync(LibraryServiceClient client, string hub)
    {
        RpcException? refusal = null;
        await Refused.WithAsync(StatusCode.ResourceExhausted, ErrorReason.TooManyRequests, async () =>
        {
            try
            {
                await ListAsync(client, hub);
            }
            catch (RpcException exception)
            {
                refusal = exception;
                throw;
            }
        });
        return refusal!;
    }

    static async Task ListAsync(LibraryServiceClient client, string hub) =>
        await client.ListShelvesAsync(new() { Parent = $"hubs/{hub}" });

    LibraryServiceClient Client(params string[] hubs) =>
        _service!.Client<LibraryServiceClient>(LibraryFixture.Token(hubs[0]) with { Hubs = hubs });
}
