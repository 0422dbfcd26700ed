using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>What a service's <c>Program.cs</c> says after its host is built.</summary>
public static partial class ServiceApplication
{
    /// <summary>Serves a gRPC service, over REST too, and holds its callers to its contract.</summary>
    /// <exception cref="InvalidOperationException">A method of it states no scope, or may write although the service
    /// has no database.</exception>
    public static GrpcServiceEndpointConventionBuilder MapService<T>(this WebApplication app) where T : class
    {
        ArgumentNullException.ThrowIfNull(app);
        var (service, contracts) = ServiceDescriptors.Of(typeof(T));
        var registry = app.Services.GetRequiredService<ContractRegistry>();
        registry.Add(service, contracts);
        if (app.Services.GetService<Migrator>() is null && registry.Writes(service).FirstOrDefault() is { } write)
        {
            throw new InvalidOperationException($"{write} may write, and this service has no database: "
                + "declare it NO_SIDE_EFFECTS, or add Migrations/.");
        }

        app.MapStreamedBodies(service);
        return app.MapGrpcService<T>();
    }

    /// <summary>Runs the verb: <c>run</c> (also without any), or <c>migrate</c>, which brings the database up to date
    /// with <c>ConnectionStrings:Owner</c>, if there is one, and ends, or <c>list-erasures</c> and
    /// <c>repeat-erasures</c>, which write and read the erasures of the change log, <c>verify-changes</c> and
    /// <c>compare-changes</c>, which verify it, <c>new-epoch</c>, which ends the feeds of before a restore, or one
    /// of the service's own.</summary>
    /// <param name="app">The service.</param>
    /// <param name="args">The process's arguments.</param>
    /// <param name="verbs">The service's own verbs.</param>
    /// <returns>The exit code: 0 for success.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, string[] args, params ServiceVerb[] verbs)
    {
        ArgumentNullException.ThrowIfNull(app);
        ServiceVerb[] all = [.. ServiceVerb.OfEveryService(Migrate), .. verbs];
        if (args.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await Console.Out.WriteLineAsync(ServiceVerb.Help(app.Environment.ApplicationName, all));
            return 0;
        }

        var name = args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? ServiceVerb.Run;
        if (all.FirstOrDefault(verb => verb.Name == name) is { } chosen)
        {
            try
            {
                return await chosen.RunAsync(app);
            }
            catch (VerbInputException unreadable)
            {
                await Console.Error.WriteLineAsync(unreadable.Message);
                return 2;
            }
        }

        var names = all.Select(verb => verb.Name).ToList();
        await Console.Error.WriteLineAsync(
            $"'{name}' is no verb: use {string.Join(", ", names.SkipLast(1))} or {names[^1]}.");
        return 2;
    }

    static int Migrate(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILogger<Migrator>>();
        if (app.Services.GetService<Migrator>() is not { } migrator)
        {
            LogNoDatabase(log);
            return 0;
        }

        try
        {
            migrator.Migrate(app.Configuration.GetConnectionString("Owner")
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

    [LoggerMessage(LogLevel.Information, "There is nothing to migrate: this service has no database")]
    static partial void LogNoDatabase(ILogger log);

    [LoggerMessage(LogLevel.Critical, "The migration failed")]
    static partial void LogFailure(ILogger log, Exception exception);
}
