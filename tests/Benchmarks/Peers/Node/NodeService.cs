using System.Text.Json;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;
using Mastery.Local;

namespace Mastery.Benchmarks.Peers.Node;

/// <summary>The JSON service that a team would write with Node, Fastify and pg, over the same table.</summary>
sealed class NodeService : IAsyncDisposable
{
    readonly Worker _worker;

    NodeService(Worker worker, int port)
    {
        _worker = worker;
        Address = $"http://127.0.0.1:{port}";
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Its process.</summary>
    public Part Part => Part.Running("node", _worker.Id);

    /// <summary>Fetches its packages, and starts it.</summary>
    /// <returns>Null where there is no Node.</returns>
    public static async Task<NodeService?> StartAsync(PostgresFacts postgres)
    {
        if (Tool.Find("node") is not { } node || Tool.Find("npm") is not { } npm)
        {
            return null;
        }

        var folder = Path.Combine(Programs.Checkout, "tests", "Benchmarks", "Peers", "Node");
        await ShortProgram.RunAsync(npm, ["--prefix", folder, "ci", "--silent"], new Dictionary<string, string>());
        var (port, admin) = (FreePort.Find(), postgres.Admin);
        var first = JsonSerializer.Serialize(new
        {
            database = new
            {
                host = admin.Host, port = admin.Port, user = admin.Username, password = admin.Password,
                database = admin.Database,
            },
            port,
        });
        return new(await Worker.StartAsync(node, [Path.Combine(folder, "server.js")], first), port);
    }

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _worker.DisposeAsync();
}
