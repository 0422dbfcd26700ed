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
    // Stops only the process that it started, because another server may have opened the folder since. Start sets the
    // variables.
    const string Shell = """
        trap '' HUP INT TERM
        "$1" start -D "$2" -o "$3" -l "$4" -w -t 60 -s || exit 1
        read -r pid <"$2/postmaster.pid"
        echo "$pid"
        while read -r line; do :; done
        kill -"$5" "$pid"
        tries=0
        while [ -e "$2/postmaster.pid" ] && kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 300 ]; do
          sleep 0.1 2>/dev/null || sleep 1
          tries=$((tries + 1))
          [ "$tries" -ne 150 ] || kill -QUIT "$pid"
        done
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

    /// <summary>Its own process id.</summary>
    public int Id { get; } = process.Id;

    /// <summary>The server's process id.</summary>
    public int Server => server;

    /// <summary>Starts the server, or returns null when it did not start: then its log says why.</summary>
    public static async Task<Supervisor?> StartAsync(
        Installation installation, ClusterFiles files, string options, bool temporary, string? user,
        CancellationToken cancellation)
    {
        var process = Start(
            user,
            [
                installation.PgCtl,
                files.Data,
                options,
                files.Log,
                temporary ? "QUIT" : "INT",
                temporary ? files.Folder : "",
            ]);
        try
        {
            var answer = await process.StandardOutput.ReadLineAsync(cancellation);
            if (int.TryParse(answer, CultureInfo.InvariantCulture, out var server))
            {
                return new(process, server);
            }
        }
        catch (OperationCanceledException)
        {
            process.StandardInput.Close();
            throw;
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        process.Dispose();
        return null;
    }

    /// <summary>Stops the server and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
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
