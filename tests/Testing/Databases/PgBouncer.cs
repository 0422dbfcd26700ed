using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>A PgBouncer of this machine in front of a test's PostgreSQL, in transaction mode: each transaction has
/// another of its few connections, with whatever sessions before it left there.</summary>
public sealed partial class PgBouncer : IAsyncDisposable
{
    /// <summary>The release that first kept prepared statements in transaction mode.</summary>
    public static readonly Version KeepsPrepared = new(1, 21);

    const string Program = "pgbouncer";

    readonly string _folder = Directory.CreateTempSubdirectory("mastery-pgbouncer-").FullName;
    readonly int _port = FreePorts.Take();
    readonly Process _process;

    PgBouncer(NpgsqlConnectionStringBuilder server, int connections, Version version)
    {
        Version = version;
        var users = Path.Combine(_folder, "users.txt");
        File.WriteAllText(users, $"\"{server.Username}\" \"{server.Password}\"\n");
        var settings = Path.Combine(_folder, "pgbouncer.ini");
        File.WriteAllText(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={server.Host} port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {_port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = {connections}
            {(version >= KeepsPrepared ? "max_prepared_statements = 200" : "")}
            """));
        // It ends with its standard input, that is with this process.
        var start = new ProcessStartInfo("sh",
            ["-c", "\"$0\" -q \"$1\" < /dev/null & cat > /dev/null; kill $!; wait", Program, settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // It does not run as root.
            start.UserName = "nobody";
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Which one it is.</summary>
    public Version Version { get; }

    /// <summary>Starts one. A test is skipped where it is not installed, but not where everything has to be
    /// tested.</summary>
    /// <param name="connectionString">Where to, and as whom.</param>
    /// <param name="connections">How many connections it has.</param>
    public static async Task<PgBouncer> StartAsync(string connectionString, int connections)
    {
        var version = await VersionAsync();
        Assert.SkipWhen(version is null && Environment.GetEnvironmentVariable("CI") is null,
            "PgBouncer is not installed (Debian's package pgbouncer).");
        Assert.True(version is not null, "PgBouncer is not installed: it is the Debian package pgbouncer.");
        var pooler = new PgBouncer(new(connectionString), connections, version);
        await pooler.WaitAsync(pooler.Through(connectionString));
        return pooler;
    }

    /// <summary>The same connection, through it.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Host = "127.0.0.1",
        Port = _port,
        MaxAutoPrepare = Version >= KeepsPrepared ? 100 : 0,
    }.ConnectionString;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    static async Task<Version?> VersionAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{Program} --version || true"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var match = Number().Match(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return match.Success ? Version.Parse(match.Value) : null;
    }

    async Task WaitAsync(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        for (var giveUp = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(20))
        {
            try
            {
                await using var connection = new NpgsqlConnection(text);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (DateTime.UtcNow < giveUp && !_process.HasExited)
            {
                // It does not listen yet.
            }
        }
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();
}
