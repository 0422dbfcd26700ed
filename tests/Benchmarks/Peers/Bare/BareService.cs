using System.Text.Json;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Peers.Bare;

/// <summary>A bare service as a process of its own, over the table that the participants service reads.</summary>
sealed class BareService : IAsyncDisposable
{
    readonly Worker _worker;

    BareService(Worker worker, int port)
    {
        _worker = worker;
        Address = $"http://127.0.0.1:{port}";
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Its process, by the name that ours has too.</summary>
    public Part Part => Part.Running("service", _worker.Id);

    /// <summary>Starts one. It connects as a superuser, whom row-level security does not bind.</summary>
    public static async Task<BareService> StartAsync(BareKind kind, PostgresFacts postgres)
    {
        var spec = new BareSpec(kind, PostgresFacts.Tuned(postgres.Admin), FreePort.Find());
        return new(await Worker.StartAsync(BareVerb.Name, JsonSerializer.Serialize(spec)), spec.Port);
    }

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _worker.DisposeAsync();
}
