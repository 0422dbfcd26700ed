using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>The data sources of a service: one for its work, and a small one for its readiness, which is asked for most
/// when the other's pool is empty.</summary>
static class DatabaseSetup
{
    const int PoolSize = 16;
    const int ReadinessPoolSize = 2;
    const int ReadinessSeconds = 5;
    const int PreparedStatements = 100;

    public static IServiceCollection AddDatabase(
        this IServiceCollection services, string service, Assembly assembly)
    {
        DapperSetup.Apply(assembly);
        services.AddOptions<DatabaseOptions>().ValidateOnStart().Configure<IConfiguration>((database, configuration) =>
            database.ConnectionString = configuration.GetConnectionString("Database") ?? "");
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptions.Validation>();
        services.AddSingleton<RoleCheck>().AddHostedService<FirstConnection>();
        services.TryAddSingleton(provider => Create(provider, service, Tune(Text(provider), service)));
        services.AddKeyedSingleton(Readiness.Database, (provider, _) =>
            Create(provider, $"{service}-readiness", TuneReadiness(Text(provider), service)));
        return services.AddSingleton<HubConnections>().AddSingleton<ReadCoalescer>().AddSingleton<HubUnitOfWork>()
            .AddSingleton<ChangeLogVerifier>().AddSingleton<ChangeLogAudit>().AddSingleton<ErasureList>()
            .AddHostedService<AnswerExpiry>()
            .AddScoped<CallScope>().AddScoped<DbSession>().AddChangeFeed().AddWebhooks();
    }

    /// <summary>Prepared statements and no reset of sessions: then no session state may ever be set, which is why the
    /// hub is set inside each transaction. A cancel waits for the server's word, so that no connection is thrown
    /// away. What the operator's own text says stands.</summary>
    internal static string Tune(string text, string service) => With(text, new NpgsqlConnectionStringBuilder
    {
        MaxPoolSize = PoolSize,
        MaxAutoPrepare = PreparedStatements,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
        CancellationTimeout = -1,
        ApplicationName = service,
    });

    /// <summary>Few connections, given up soon: whoever asks for readiness asks again.</summary>
    internal static string TuneReadiness(string text, string service) =>
        new NpgsqlConnectionStringBuilder(With(text, new NpgsqlConnectionStringBuilder { ApplicationName = service }))
        {
            MinPoolSize = 0,
            MaxPoolSize = ReadinessPoolSize,
            MaxAutoPrepare = 0,
            Timeout = ReadinessSeconds,
            CommandTimeout = ReadinessSeconds,
        }.ConnectionString;

    /// <summary>The one setting that no operator can choose: in another encoding texts would be stored
    /// wrong.</summary>
    internal static string WithEncoding(string text) =>
        new NpgsqlConnectionStringBuilder(text) { ClientEncoding = "UTF8", Encoding = "UTF8" }.ConnectionString;

    static string With(string text, NpgsqlConnectionStringBuilder defaults)
    {
        var given = new NpgsqlConnectionStringBuilder(WithEncoding(text));
        foreach (var key in defaults.Keys.Cast<string>().Except(given.Keys.Cast<string>()))
        {
            given[key] = defaults[key];
        }

        return given.ConnectionString;
    }

    static string Text(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;

    static NpgsqlDataSource Create(IServiceProvider provider, string name, string text)
    {
        var source = new NpgsqlDataSourceBuilder(text) { Name = name };
        source.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
        source.UsePhysicalConnectionInitializer(
            _ => throw new NotSupportedException("Connections are opened asynchronously."),
            provider.GetRequiredService<RoleCheck>().RunAsync);
        return source.Build();
    }
}
