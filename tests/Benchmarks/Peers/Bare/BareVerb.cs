using System.Net;
using System.Text.Json;
using Mastery.Benchmarks.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.Benchmarks.Peers.Bare;

/// <summary>What a bare service reads its table with.</summary>
enum BareKind
{
    /// <summary>Dapper.</summary>
    Dapper,

    /// <summary>Entity Framework Core.</summary>
    EntityFramework,
}

/// <summary>What a bare service is told.</summary>
/// <param name="Kind">What it reads with.</param>
/// <param name="Database">How it connects.</param>
/// <param name="Port">Where it listens.</param>
sealed record BareSpec(BareKind Kind, string Database, int Port);

/// <summary>The process of a bare service: ASP.NET Core, gRPC and one plain query. No token, contract, row-level
/// security, hub, log or trace.</summary>
static class BareVerb
{
    /// <summary>The verb.</summary>
    public const string Name = "bare";

    /// <summary>Serves until its input ends.</summary>
    public static async Task RunAsync()
    {
        var spec = JsonSerializer.Deserialize<BareSpec>(await Console.In.ReadLineAsync() ?? "null")!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, spec.Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(spec.Database));
        builder.Services.AddDbContextPool<BareContext>((services, options) =>
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        await using var app = builder.Build();
        if (spec.Kind == BareKind.Dapper)
        {
            app.MapGrpcService<DapperDepartments>();
        }
        else
        {
            app.MapGrpcService<EntityDepartments>();
        }

        await app.StartAsync();
        Console.WriteLine(Worker.Done);
        await Console.In.ReadLineAsync();
    }
}
