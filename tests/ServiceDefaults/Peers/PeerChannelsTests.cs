using Grpc.Core;
using Grpc.Health.V1;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using LibraryClient = Mastery.Library.V1.LibraryService.LibraryServiceClient;

namespace Mastery.ServiceDefaults.Tests.Peers;

/// <summary>Two channels over one HTTP handler can break each other for as long as the process lives, so there is one
/// channel for each address, whoever asks for it and whenever.</summary>
public sealed class PeerChannelsTests
{
    /// <summary>Nobody listens there: a call that gets as far as connecting is UNAVAILABLE.</summary>
    const string Nobody = "http://127.0.0.1:1";

    [Fact]
    public void All_clients_of_a_service_share_its_one_channel()
    {
        using var services = Services(Nobody, "http://127.0.0.1:2").BuildServiceProvider();

        var channels = services.GetRequiredService<PeerChannels>();

        Assert.Equal([1, 2], channels.ByAddress.Keys.Select(address => address.Port).Order());
        Assert.NotSame(channels.Invoker("library"), channels.Invoker("archive"));
    }

    [Fact]
    public void Two_services_at_one_address_share_a_channel()
    {
        using var services = Services(Nobody, Nobody + "/").BuildServiceProvider();

        Assert.Single(services.GetRequiredService<PeerChannels>().ByAddress);
    }

    [Fact]
    public void Every_client_is_a_singleton_and_so_are_the_channels()
    {
        var services = Services(Nobody, Nobody);

        var clients = services.Where(service => service.ServiceType.IsAssignableTo(typeof(ClientBase))).ToList();

        Assert.Equal(3, clients.Count);
        Assert.All(clients, client => Assert.Equal(ServiceLifetime.Singleton, client.Lifetime));
        Assert.Single(services, service =>
            service is { Lifetime: ServiceLifetime.Singleton } && service.ServiceType == typeof(PeerChannels));
    }

    [Theory]
    [InlineData(null, "Services:library is not set")]
    [InlineData("localhost:8080", "must be an http or https URL")]
    [InlineData("participants", "must be an http or https URL")]
    public async Task A_service_with_a_bad_address_does_not_start(string? address, string problem)
    {
        var builder = Builder(address, Nobody, await TestIssuer.SettingsAsync());
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());

        Assert.Contains(problem, Assert.Single(refusal.Failures));
        Assert.All(app.Urls, url => Assert.EndsWith(":0", url));
    }

    [Fact]
    public async Task First_calls_made_at_once_all_use_the_channel() => Assert.Empty(await FirstCallsAsync(2_000));

    /// <summary>The same in the length in which the failure showed with the client factory: run it with
    /// <c>-explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public async Task First_calls_made_at_once_all_use_the_channel_a_hundred_thousand_times() =>
        Assert.Empty(await FirstCallsAsync(100_000));

    /// <summary>In each round, a process's first two calls of a service, made at the same moment.</summary>
    /// <returns>What was thrown that is not the refused connection.</returns>
    static async Task<List<Exception>> FirstCallsAsync(int rounds)
    {
        var services = Services(Nobody, Nobody);
        List<Exception> wrong = [];
        for (var round = 0; round < rounds; round++)
        {
            await using var process = services.BuildServiceProvider();
            using var start = new Barrier(2);
            var calls = await Task.WhenAll(
                FailureAsync(start,
                    () => process.GetRequiredService<LibraryClient>().GetThemeAsync(new()).ResponseAsync),
                FailureAsync(start,
                    () => process.GetRequiredService<Health.HealthClient>().CheckAsync(new()).ResponseAsync));
            wrong.AddRange(calls.Where(failure => failure is not ApiError { Code: StatusCode.Unavailable }));
            Assert.Single(process.GetRequiredService<PeerChannels>().ByAddress);
        }

        return wrong;
    }

    static Task<Exception> FailureAsync(Barrier start, Func<Task> call) => Task.Run(async () =>
    {
        start.SignalAndWait();
        return await Assert.ThrowsAnyAsync<Exception>(call);
    });

    static IServiceCollection Services(string library, string archive) => Builder(library, archive).Services;

    static ServiceHostBuilder Builder(
        string? library, string archive, IReadOnlyDictionary<string, string?>? others = null)
    {
        string[] settings = library is null ? [] : [$"--Services:library={library}"];
        var builder = ServiceHost.CreateBuilder(
        [
            .. settings, .. (others ?? new Dictionary<string, string?>()).Select(pair => $"--{pair.Key}={pair.Value}"),
            "--ConnectionStrings:Database=Host=127.0.0.1;Port=1", $"--Services:archive={archive}",
            "--applicationName=MasteryServices.Library.Tests",
        ], "front");
        builder.Logging.ClearProviders();
        return builder.AddMasteryPeer<LibraryClient>("library").AddMasteryPeer<Health.HealthClient>("library")
            .AddMasteryPeer<ArchiveClient>("archive");
    }
}

/// <summary>A client of another service.</summary>
public sealed class ArchiveClient(CallInvoker invoker) : ClientBase<ArchiveClient>(invoker)
{
    protected override ArchiveClient NewInstance(ClientBaseConfiguration configuration) =>
        throw new NotSupportedException();
}
