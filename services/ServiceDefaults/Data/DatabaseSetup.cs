using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>The one data source of a service.</summary>
static class DatabaseSetup
{
    const int PoolSize = 16;
    const int PreparedStatements = 100;

    public static IServiceCollection AddDatabase(this IServiceCollection services, string service)
    {
        DapperSetup.Apply();
        services.TryAddSingleton(provider => Create(provider, service));
        return services.AddScoped<CallScope>().AddScoped<DbSession>().AddSingleton<ChangeLogVerifier>();
    }

    static NpgsqlDataSource Create(IServiceProvider provider, string service)
    {
        var text = provider.GetRequiredService<IConfiguration>().GetConnectionString("Database")
            ?? throw new InvalidOperationException(
                "ConnectionStrings:Database is not set: it names the runtime role's database.");
        var source = new NpgsqlDataSourceBuilder(Tune(text, service)) { Name = service };
        source.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
        return source.Build();
    }

    /// <summary>Prepared statements and no reset of sessions: then no session state may ever be set, which is why the
    /// hub is set inside each transaction. A cancel waits for the server's word, so that no connection is thrown
    /// away.</summary>
    internal static string Tune(string text, string service)
    {
        var settings = new NpgsqlConnectionStringBuilder(text)
        {
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            CancellationTimeout = -1,
            ApplicationName = service,
        };
        if (!text.Contains("Pool Size", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("PoolSize", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxPoolSize = PoolSize;
        }

        return settings.ConnectionString;
    }
}
