using System.Security.Cryptography;
using System.Text;
using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Access;

/// <summary>The assertions with which clients have signed in, in the database, so that every replica knows of each. Of
/// one it keeps a digest, until it has expired.</summary>
public sealed partial class UsedAssertions(
    NpgsqlDataSource database, TimeProvider time, ILogger<UsedAssertions> log) : BackgroundService
{
    /// <summary>How often expired ones are deleted.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Adds one.</summary>
    /// <param name="client">Whose it is.</param>
    /// <param name="jti">Its id.</param>
    /// <param name="end">When it is accepted no more.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether it was not used before.</returns>
    public async Task<bool> AddAsync(string client, string jti, DateTime end, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO client_assertion (digest, expire_time) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        // No id has a line break.
        command.Parameters.AddWithValue(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{jti}")));
        command.Parameters.AddWithValue(end.ToUniversalTime());
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Deletes what has expired, ten minutes later than that, whatever the clocks say.</summary>
    public async Task<int> DeleteAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "DELETE FROM client_assertion WHERE expire_time < now() - interval '10 minutes'");
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DeleteAsync(stoppingToken);
            }
            catch (Exception exception) when (ApiError.OfDatabase(exception) is not null)
            {
                LogFailure(exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Expired client assertions could not be deleted; it is tried again: {Why}")]
    partial void LogFailure(string why);
}
