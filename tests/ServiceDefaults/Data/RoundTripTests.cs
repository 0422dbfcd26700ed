using System.Net;
using System.Net.Sockets;
using Mastery.Testing;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class RoundTripTests
{
    [Fact]
    public async Task A_read_of_a_hub_is_one_round_trip()
    {
        await using var proxied = await ProxiedLibrary.StartAsync();
        var client = proxied.Service.Client<Library.V1.LibraryService.LibraryServiceClient>(
            LibraryFixture.Token("hub-a"));
        var shelf = await client.CreateShelfAsync(new() { Parent = "hubs/hub-a", Shelf = new() { DisplayName = "A" } });
        for (var warm = 0; warm < 5; warm++)
        {
            await client.GetShelfAsync(new() { Name = shelf.Name });
        }

        var before = proxied.Sent;
        await client.GetShelfAsync(new() { Name = shelf.Name });
        var read = proxied.Sent - before;
        before = proxied.Sent;
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        var lists = proxied.Sent - before;

        Assert.Equal(1, read);
        Assert.InRange(lists, 3, 4);
    }

    [Fact]
    public async Task Only_a_read_of_values_that_need_a_scope_is_one_more()
    {
        await using var proxied = await ProxiedLibrary.StartAsync();
        var client = proxied.Service.Client<Library.V1.LibraryService.LibraryServiceClient>(
            LibraryFixture.Token("hub-a"));
        var without = proxied.Service.Client<Library.V1.LibraryService.LibraryServiceClient>(
            LibraryFixture.Token("hub-a", "shelves.sensitive"));
        var plain = await client.CreateShelfAsync(
            new() { Parent = "hubs/hub-a", Shelf = new() { DisplayName = "A" } });
        var noted = await client.CreateShelfAsync(
            new() { Parent = "hubs/hub-a", Shelf = new() { DisplayName = "B", Note = "secret" } });

        Assert.Equal(1, await CountAsync(proxied, () => ReadAsync(client, plain)));
        Assert.Equal(1, await CountAsync(proxied, () => ReadAsync(without, noted)));
        Assert.Equal(2, await CountAsync(proxied, () => ReadAsync(client, noted)));
    }

    static async Task ReadAsync(Library.V1.LibraryService.LibraryServiceClient client, Library.V1.Shelf shelf) =>
        await client.GetShelfAsync(new() { Name = shelf.Name });

    /// <summary>How often the database is sent something by a call, once its statements are prepared.</summary>
    static async Task<int> CountAsync(ProxiedLibrary proxied, Func<Task> call)
    {
        for (var warm = 0; warm < 6; warm++)
        {
            await call();
        }

        var before = proxied.Sent;
        await call();
        return proxied.Sent - before;
    }

    /// <summary>The library behind a proxy that counts what is sent to the database.</summary>
    sealed class ProxiedLibrary : IAsyncDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        readonly CancellationTokenSource _stop = new();
        int _sent;

        public TestService Service { get; private set; } = null!;

        public int Sent => Volatile.Read(ref _sent);

        public static async Task<ProxiedLibrary> StartAsync()
        {
            var proxied = new ProxiedLibrary();
            proxied._listener.Start();
            var server = new NpgsqlConnectionStringBuilder((await TestServer.GetAsync()).AdminConnectionString);
            var accepting = proxied.AcceptAsync(server.Host!, server.Port);
            Assert.False(accepting.IsFaulted);
            proxied.Service = await TestService.StartAsync<Library.LibraryService>("library", configure: services =>
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services,
                    provider => proxied.Source(provider)));
            return proxied;
        }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await _stop.CancelAsync();
            _listener.Dispose();
            _stop.Dispose();
        }

        NpgsqlDataSource Source(IServiceProvider provider)
        {
            var configuration = (Microsoft.Extensions.Configuration.IConfiguration)provider.GetService(
                typeof(Microsoft.Extensions.Configuration.IConfiguration))!;
            return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(
                DatabaseSetup.Tune(configuration["ConnectionStrings:Database"]!, "library"))
            {
                Host = "127.0.0.1",
                Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            });
        }

        async Task AcceptAsync(string host, int port)
        {
            while (!_stop.IsCancellationRequested)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var server = new TcpClient { NoDelay = true };
                await server.ConnectAsync(host, port, _stop.Token);
                _ = PumpAsync(client.GetStream(), server.GetStream(), count: true);
                _ = PumpAsync(server.GetStream(), client.GetStream(), count: false);
            }
        }

        async Task PumpAsync(NetworkStream from, NetworkStream to, bool count)
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                _ = count ? Interlocked.Increment(ref _sent) : 0;
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
    }
}
