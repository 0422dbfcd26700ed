using System.Net;
using System.Net.Sockets;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class DrainTests
{
    static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    // What drains goes on until a test says that the time is over, however long the test itself takes.
    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_service_about_to_stop_says_so_and_answers_meanwhile()
    {
        await using var service = await StartAsync();
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token("hub-a"));
        using var http = service.Http((string?)null);
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });

        var stopping = service.StopAsync();
        while (service.Services.GetRequiredService<Drain>() is { Draining: false })
        {
            await Task.Delay(10);
        }

        using var ready = await http.GetAsync("/health/ready");
        using var live = await http.GetAsync("/health/live");
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
        Assert.False(stopping.IsCompleted);
        _time.Advance(Wait);
        await stopping;
    }

    [Fact]
    public async Task A_call_in_flight_is_finished()
    {
        await using var service = await TestService.StartAsync<Library.LibraryService>("library");
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token("hub-a"));
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        using var import = client.ImportBooks();
        var shelf = await client.CreateShelfAsync(new() { Parent = "hubs/hub-a", Shelf = new() { DisplayName = "A" } });
        await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "one" } });
        await Task.Delay(200);

        var stopping = service.StopAsync();
        await Task.Delay(200);
        await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "two" } });
        await import.RequestStream.CompleteAsync();

        Assert.Equal(2, (await import.ResponseAsync).CreatedCount);
        await stopping;
    }

    [Fact]
    public async Task A_connection_in_use_is_replaced_before_the_service_stops()
    {
        await using var service = await StartAsync();
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (connection, cancellation) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(connection.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var channel = GrpcChannel.ForAddress(service.Address, new() { HttpHandler = handler });
        var health = new Health.HealthClient(channel);
        await health.CheckAsync(new() { Service = "liveness" });
        await health.CheckAsync(new() { Service = "liveness" });
        Assert.Equal(1, connections);

        var stopping = service.StopAsync();
        while (service.Services.GetRequiredService<Drain>() is { Draining: false })
        {
            await Task.Delay(10);
        }

        await health.CheckAsync(new() { Service = "liveness" });
        await health.CheckAsync(new() { Service = "liveness" });
        Assert.Equal(2, connections);
        _time.Advance(Wait);
        await stopping;
    }

    Task<TestService> StartAsync() => TestService.StartAsync<Library.LibraryService>(
        "library",
        new Dictionary<string, string?> { ["Drain:Wait"] = Wait.ToString() },
        services => services.AddSingleton<TimeProvider>(_time));
}
