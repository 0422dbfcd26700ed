using System.Diagnostics;
using System.Globalization;
using Mastery.Postgres.Discovery;
using Mastery.Postgres.Processes;
using Npgsql;

namespace Mastery.Postgres.Cluster;

/// <summary>
/// What an earlier run left in the cluster although nobody holds its lock: a server whose launcher and supervisor were
/// both killed, or that is just stopping, or only its file <c>postmaster.pid</c>. A server is stopped only after it has
/// confirmed that it uses this folder, because the process id in an old file may now belong to another program.
/// </summary>
sealed class OrphanedServer(ClusterFiles files, Installation installation, string? user)
{
    // Processes of PostgreSQL work in their data folder, its workers too. -ef compares the folders, not their names.
    const string FirstInFolder =
        """data=$1; shift; for id; do if [ "/proc/$id/cwd" -ef "$data" ]; then echo "$id"; exit; fi; done""";

    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    public async Task StopAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (files.HasPidFile)
        {
            if (await HolderAsync(cancellation) is not { } holder)
            {
                if (files.ReleasePidFile() is { } other)
                {
                    progress.Report($"Process {other} is another program, not the server of an earlier run: going on");
                }

                return;
            }

            if (files.Running() is { } running && await IsOursAsync(running.Port, cancellation))
            {
                progress.Report($"Stopping the server that an earlier run left in {files.Folder}");
                await StopAsync("fast", cancellation);
                return;
            }

            if (clock.Elapsed > StopTimeout)
            {
                throw new PostgresUnavailableException(
                    $"The server with process id {holder} has {files.Data} open and does not stop. End it, then "
                        + "start again: the data is kept.");
            }

            await Task.Delay(100, cancellation);
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

    async Task<bool> IsOursAsync(int port, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                LocalCluster.Admin(port, files.EnsurePassword(), pooling: false));
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("SHOW data_directory", connection);
            return (string?)await command.ExecuteScalarAsync(cancellation) == files.Data;
        }
        catch (NpgsqlException)
        {
            // It does not answer yet, or it is about to stop, or another server has the port.
            return false;
        }
    }

    /// <summary>A process of PostgreSQL that has the folder open. Without /proc, any server with the id in the
    /// file.</summary>
    async Task<int?> HolderAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return files.RecordedProcess is { } recorded && IsServer(recorded) ? recorded : null;
        }

        var servers = Process.GetProcessesByName("postgres");
        var ids = servers.Select(server => server.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        Array.ForEach(servers, server => server.Dispose());
        var answer = await Command.RunAsync(
            "/bin/sh", ["-c", FirstInFolder, "sh", files.Data, .. ids], cancellation: cancellation);
        return int.TryParse(answer.Output, CultureInfo.InvariantCulture, out var holder) ? holder : null;
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
}
