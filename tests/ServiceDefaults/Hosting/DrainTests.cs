using System.Net;
using System.Net.Sockets;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class DrainTests
{
    [Fact]
    public async Task A_service_about_to_stop_says_so_and_answers_meanwhile()
    {
        var settings = new Dictionary<string, string?> { ["Drain:Wait"] = "00:00:02" };
        await using var service = await TestService.StartAsync<Library.LibraryService>("library", settings);
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
        var settings = new Dictionary<string, string?> { ["Drain:Wait"] = "00:00:02" };
        await using var service = await TestService.StartAsync<Library.LibraryService>("library", settings);
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
        await stopping;
    }
}
