using Grpc.Core;
using Mastery.Clients;
using Mastery.FocusCatalogue.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.Contracts.Tests.Clients;

public sealed class RegistrationTests
{
    static readonly Type[] Clients =
    [
        .. typeof(ContractIndex).Assembly.GetExportedTypes()
            .Where(type => type is { IsNested: true, IsAbstract: false } && typeof(ClientBase).IsAssignableFrom(type)),
    ];

    [Fact]
    public async Task Gives_a_client_of_every_service()
    {
        await using var provider = new ServiceCollection()
            .AddMasteryClients(options => options.Address = new("http://localhost:1"))
            .BuildServiceProvider();

        Assert.Equal(
            ContractIndex.Services.Select(service => $"{service.Name}Client").Order(),
            Clients.Select(type => type.Name).Order());
        Assert.All(Clients, type => Assert.IsType(type, provider.GetRequiredService(type)));
    }

    [Fact]
    public void Is_no_less_than_what_reflection_finds() => Assert.Equal(
        ContractIndex.FilesIn(typeof(ContractIndex).Assembly).Select(file => file.Name),
        ContractIndex.Files.Select(file => file.Name));

    [Fact]
    public async Task Keeps_clients_of_different_names_apart()
    {
        await using var first = await Suite.StartAsync();
        await using var second = await Suite.StartAsync();
        await using var provider = new ServiceCollection()
            .AddMasteryClients(options => options.Address = first.Address)
            .AddMasteryClients("other", options => options.Address = second.Address)
            .BuildServiceProvider();
        var cancellation = TestContext.Current.CancellationToken;

        await provider.GetRequiredService<FocusCatalogueService.FocusCatalogueServiceClient>()
            .GetProjectAsync(new GetProjectRequest(), cancellationToken: cancellation);
        var afterFirst = (first.Calls.Deadlines.Count, second.Calls.Deadlines.Count);
        await provider.GetRequiredKeyedService<FocusCatalogueService.FocusCatalogueServiceClient>("other")
            .GetProjectAsync(new GetProjectRequest(), cancellationToken: cancellation);

        Assert.Equal((1, 0), afterFirst);
        Assert.Equal((1, 1), (first.Calls.Deadlines.Count, second.Calls.Deadlines.Count));
        Assert.All(Clients, type => Assert.IsType(type, provider.GetRequiredKeyedService(type, "other")));
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

    [Theory]
    [InlineData("http://gateway.example:8081", null)]
    [InlineData("http://192.0.2.1:8081", null)]
    [InlineData("https://gateway.example", "http://gateway.example/oauth2/token")]
    public void Sends_no_secret_to_another_machine_without_encryption(string address, string? tokenEndpoint)
    {
        var error = Assert.Throws<CleartextException>(() => Add(address, tokenEndpoint, allowCleartext: false));

        Assert.Contains("AllowCleartext", error.Message, StringComparison.Ordinal);
        Assert.Equal("http", error.Address.Scheme);
        Add(address, tokenEndpoint, allowCleartext: true);
    }

    [Theory]
    [InlineData("http://localhost:8081")]
    [InlineData("http://127.0.0.1:8081")]
    [InlineData("http://[::1]:8081")]
    [InlineData("https://gateway.example")]
    public void Sends_secrets_to_this_machine_and_over_TLS(string address) =>
        Assert.NotEmpty(Add(address, tokenEndpoint: null, allowCleartext: false));

    [Theory]
    [InlineData(null, "give further clients a name")]
    [InlineData("other", "'other'")]
    public void Refuses_a_second_one_of_the_same_name(string? name, string message)
    {
        var services = new ServiceCollection()
            .AddMasteryClients(name, options => options.Address = new("http://localhost:1"));

        var error = Assert.Throws<InvalidOperationException>(
            () => services.AddMasteryClients(name, options => options.Address = new("http://localhost:2")));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
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
        var start = DateTime.UtcNow;
        var deadline = start.AddMinutes(5);

        await suite.Client().GetProjectAsync(
            new GetProjectRequest(), deadline: deadline, cancellationToken: TestContext.Current.CancellationToken);

        // What is sent is the time that is left, in whole milliseconds; it ends later by what the call took, at most.
        Assert.InRange(suite.Calls.Deadlines.Single(),
            deadline.AddMilliseconds(-10), deadline + (DateTime.UtcNow - start));
    }

    static IServiceCollection Add(string address, string? tokenEndpoint, bool allowCleartext) =>
        new ServiceCollection().AddMasteryClients(options =>
        {
            options.Address = new(address);
            options.TokenEndpoint = tokenEndpoint is null ? null : new(tokenEndpoint);
            options.ClientId = "mis-sync";
            options.ClientSecret = "secret";
            options.AllowCleartext = allowCleartext;
        });
}
