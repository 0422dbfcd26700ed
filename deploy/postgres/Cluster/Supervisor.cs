using System.Diagnostics;
using System.Globalization;
using Mastery.Postgres.Discovery;
using Mastery.Postgres.Processes;

namespace Mastery.Postgres.Cluster;

/// <summary>
/// A small process between this one and the server. It starts the server, waits for the pipe from this process to
/// close, and then stops the server. The system closes the pipe however this process ends, so the server never outlives
/// it. The server has its own session, so that Ctrl-C in the terminal does not stop it before the services have
/// disconnected.
/// </summary>
sealed class Supervisor(Process process, int server) : IAsyncDisposable
{
    // pg_ctl gives the paths of program, data and log to a shell between double quotes, in which $ and ` mean
    // something: so it gets none, but the variable PGDATA and names within the cluster's folder. Only the process that
    // was started is stopped, because another server may have opened the folder since. A closed pipe must not end this
    // shell before it has stopped the server.
    const string Shell = """
        trap '' HUP INT TERM QUIT PIPE
        cd -- "$7" || exit 1
        PGDATA=$2; export PGDATA
        "$1" start -p ./postgres -o "$3" -l "${4##*/}" -w -t 300 -s || exit 1
        read -r pid <"$2/postmaster.pid"
        echo "$pid" 2>/dev/null
        while read -r line; do :; done
        kill -"$5" "$pid"
        tries=0
        while [ -e "$2/postmaster.pid" ] && kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 300 ]; do
          sleep 0.1 2>/dev/null || sleep 1
          tries=$((tries + 1))
          [ "$tries" -ne 150 ] || kill -QUIT "$pid"
        done
        cd /
        [ -z "$6" ] || rm -rf -- "$6"
        """;

    const string PowerShell = """
        & $env:MASTERY_1 start -D $env:MASTERY_2 -o $env:MASTERY_3 -l $env:MASTERY_4 -w -t 60 -s
        if ($LASTEXITCODE -ne 0) { exit 1 }
        Get-Content "$env:MASTERY_2\postmaster.pid" -TotalCount 1
        [Console]::In.ReadToEnd() | Out-Null
        & $env:MASTERY_1 stop -D $env:MASTERY_2 -m $(if ($env:MASTERY_5 -eq 'QUIT') { 'immediate' } else { 'fast' })
        if ($env:MASTERY_6) { Remove-Item -Recurse -Force $env:MASTERY_6 }
        """;

    static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Its own process id.</summary>
    public int Id { get; } = process.Id;

    /// <summary>The server's process id.</summary>
    public int Server => server;

    /// <summary>Starts the server, or returns what was written when it did not start.</summary>
    public static async Task<(Supervisor? Started, string Output)> StartAsync(
        Installation installation, ClusterFiles files, string options, bool temporary, string? user,
        CancellationToken cancellation)
    {
        if (!OperatingSystem.IsWindows())
        {
            files.LinkProgram(installation.Server);
            options = $"-D {ShellText.Quoted(files.Data)} {options}";
        }

        var process = Start(
            user,
            [
                installation.PgCtl,
                files.Data,
                options,
                files.Log,
                temporary ? "QUIT" : "INT",
                temporary ? files.Folder : "",
                files.Folder,
            ]);
        try
        {
            var answer = await process.StandardOutput.ReadLineAsync(cancellation);
            if (int.TryParse(answer, CultureInfo.InvariantCulture, out var server))
            {
                return (new(process, server), "");
            }
        }
        catch (OperationCanceledException)
        {
            process.StandardInput.Close();
            throw;
        }
        process.StandardInput.Close();
        var output = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        process.Dispose();
        return (null, $"{output}\n{files.LogTail()}".Trim());
    }

    /// <summary>Stops the server and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        // The script waits for the server's file, which the server removes a moment before it ends.
        using var limit = new CancellationTokenSource(EndTimeout);
        while (!LocalCluster.IsGone(server) && !limit.IsCancellationRequested)
        {
            await Task.Delay(10);
        }
    }

    static Process Start(string? user, string[] arguments)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Command.Start("/bin/sh", ["-c", Shell, "mastery-postgres", .. arguments], user);
        }

        // PowerShell has no arguments for a script given as text.
        for (var i = 0; i < arguments.Length; i++)
        {
            Environment.SetEnvironmentVariable($"MASTERY_{i + 1}", arguments[i]);
        }

        return Command.Start("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", PowerShell], user);
    }
}
