using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>What a service's <c>Program.cs</c> says after its host is built.</summary>
public static partial class ServiceApplication
{
    /// <summary>Serves a gRPC service, over REST too, and holds its callers to its contract.</summary>
    /// <exception cref="InvalidOperationException">A method of it states no scope.</exception>
    public static GrpcServiceEndpointConventionBuilder MapService<T>(this WebApplication app) where T : class
    {
        ArgumentNullException.ThrowIfNull(app);
        var (service, contracts) = ServiceDescriptors.Of(typeof(T));
        app.Services.GetRequiredService<ContractRegistry>().Add(service, contracts);
        return app.MapGrpcService<T>();
    }

    /// <summary>Runs the verb: <c>run</c> (also without any), or <c>migrate</c>, which brings the database up to date
    /// with <c>ConnectionStrings:Owner</c> and ends.</summary>
    /// <returns>The exit code: 0 for success.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, string[] args)
    {
        ArgumentNullException.ThrowIfNull(app);
        switch (args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? "run")
        {
            case "migrate":
                return Migrate(app);
            case "run":
                await app.RunAsync();
                return 0;
            case var verb:
                await Console.Error.WriteLineAsync($"'{verb}' is no verb: use run or migrate.");
                return 2;
        }
    }

    static int Migrate(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILogger<Migrator>>();
        try
        {
            app.Services.GetRequiredService<Migrator>().Migrate(app.Configuration.GetConnectionString("Owner")
                ?? throw new InvalidOperationException(
                    "ConnectionStrings:Owner is not set: it names the role that owns the schema."));
            return 0;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogFailure(log, exception);
            return 1;
        }
    }

    [LoggerMessage(LogLevel.Critical, "The migration failed")]
    static partial void LogFailure(ILogger log, Exception exception);
}
