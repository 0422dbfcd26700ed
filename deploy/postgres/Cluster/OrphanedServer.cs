using System.Diagnostics;
using Mastery.Postgres.Discovery;
using Mastery.Postgres.Processes;
using Npgsql;

namespace Mastery.Postgres.Cluster;

/// <summary>
/// A server that still has the cluster open although nobody holds its lock: its launcher and supervisor were both
/// killed, or it is just stopping. It is stopped only after it has confirmed that it uses this folder, because the
/// process id in an old file may now belong to another program.
/// </summary>
sealed class OrphanedServer(ClusterFiles files, Installation installation, string? user)
{
    const string ShuttingDown = "57P03";

    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    public async Task StopAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (files.Running() is { } running && clock.Elapsed < StopTimeout)
        {
            switch (await AskAsync(running.Port, cancellation))
            {
                case Answer.Ours:
                    progress.Report($"Stopping the server that an earlier run left in {files.Folder}");
                    await StopAsync("fast", cancellation);
                    return;
                case Answer.None when !IsServer(running.Process):
                    return; // A stale file: PostgreSQL replaces it.
                case Answer.Another:
                    return;
                default:
                    await Task.Delay(100, cancellation);
                    break;
            }
        }
        if (files.Running() is { } stuck && IsServer(stuck.Process))
        {
            throw new PostgresUnavailableException(
                $"The server with process id {stuck.Process} has {files.Data} open and does not stop. End it, then "
                    + "start again.");
        }
    }

    async Task StopAsync(string mode, CancellationToken cancellation)
    {
        string[] arguments = ["stop", "-D", files.Data, "-m", mode, "-w", "-t", "20", "-s"];
        var stop = await Command.RunAsync(installation.PgCtl, arguments, user, cancellation);
        if (stop.ExitCode != 0 && mode == "fast")
        {
            await StopAsync("immediate", cancellation);
        }
        else
        {
            stop.OrThrow();
        }
    }

    async Task<Answer> AskAsync(int port, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                LocalCluster.Admin(port, files.EnsurePassword(), pooling: false));
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("SHOW data_directory", connection);
            var folder = (string?)await command.ExecuteScalarAsync(cancellation);
            return folder == files.Data ? Answer.Ours : Answer.Another;
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState == ShuttingDown ? Answer.Wait : Answer.Another;
        }
        catch (NpgsqlException)
        {
            return Answer.None;
        }
    }

    static bool IsServer(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && !LocalCluster.IsGone(id);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    enum Answer { Ours, Another, Wait, None }
}
