using Grpc.Core;
using Mastery.Clients;
using Mastery.FocusCatalogue.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.Contracts.Tests.Clients;

public sealed class RegistrationTests
{
    [Fact]
    public void Covers_every_service_of_the_contract()
    {
        var clients = MasteryClients.Types.Select(type => type.Name);

        Assert.Equal(ContractIndex.Services.Select(service => $"{service.Name}Client").Order(), clients.Order());
    }

    [Fact]
    public async Task Gives_a_client_of_each()
    {
        await using var provider = new ServiceCollection()
            .AddMasteryClients(options => options.Address = new("http://localhost:1"))
            .BuildServiceProvider();

        Assert.All(
            MasteryClients.Types,
            type => Assert.IsType<ClientBase>(provider.GetRequiredService(type), exactMatch: false));
    }

    [Fact]
    public void Says_that_the_address_is_missing()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddMasteryClients(_ => { }));

        Assert.Contains("Address is not set", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_the_secret_is_missing() =>
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddMasteryClients(options =>
        {
            options.Address = new("http://localhost:1");
            options.ClientId = "local-hub";
        }));

    [Fact]
    public void Refuses_a_second_registration_and_so_a_second_channel()
    {
        var services = new ServiceCollection()
            .AddMasteryClients(options => options.Address = new("http://localhost:1"));

        Assert.Throws<InvalidOperationException>(
            () => services.AddMasteryClients(options => options.Address = new("http://localhost:2")));
    }

    [Fact]
    public async Task Refuses_one_handler_for_calls_and_tokens()
    {
        using var handler = new SocketsHttpHandler();
        await using var provider = new ServiceCollection().AddMasteryClients(options =>
        {
            options.Address = new("http://localhost:1");
            (options.ClientId, options.ClientSecret) = ("local-hub", "secret");
            options.HttpHandlerFactory = () => handler;
        }).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(
            () => provider.GetRequiredService<FocusCatalogueService.FocusCatalogueServiceClient>());

        Assert.Contains("HttpHandlerFactory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounds_unary_calls_by_the_default_deadline()
    {
        await using var suite = await Suite.StartAsync();
        var client = suite.Client(options => options.Deadline = TimeSpan.FromMilliseconds(200));

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.ResolveCodeAsync(
                new ResolveCodeRequest(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task Keeps_a_deadline_that_the_call_sets()
    {
        await using var suite = await Suite.StartAsync();
        var deadline = DateTime.UtcNow.AddMinutes(5);

        await suite.Client().GetProjectAsync(
            new GetProjectRequest(), deadline: deadline, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(deadline, suite.Calls.Deadlines.Single(), TimeSpan.FromSeconds(2));
    }
}
