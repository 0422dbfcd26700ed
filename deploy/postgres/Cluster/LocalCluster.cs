using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mastery.Postgres.Discovery;
using Mastery.Postgres.Processes;
using Npgsql;

namespace Mastery.Postgres.Cluster;

/// <summary>A private PostgreSQL cluster: started with this process, stopped with it.</summary>
sealed class LocalCluster : IAsyncDisposable
{
    const string Superuser = "postgres";
    const int PortAttempts = 5;

    readonly FileLock _fileLock;
    readonly Supervisor _supervisor;
    readonly CancellationTokenSource _stopping = new();

    LocalCluster(FileLock fileLock, Supervisor supervisor, Installation installation, ClusterFiles files, string admin)
    {
        _fileLock = fileLock;
        _supervisor = supervisor;
        AdminConnectionString = admin;
        Description = $"{installation}, data in {files.Folder}";
        Exited = WatchAsync(supervisor.Server, _stopping.Token);
    }

    public string AdminConnectionString { get; }

    public string Description { get; }

    /// <summary>Completes when the server ends without having been told to.</summary>
    public Task Exited { get; }

    public int ServerProcess => _supervisor.Server;

    /// <summary>The process that stops the server when this one is gone.</summary>
    public int SupervisorProcess => _supervisor.Id;

    public static async Task<LocalCluster> StartAsync(
        ServerOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        var files = new ClusterFiles(
            await PrivateFolder.PrepareAsync(options.Folder, ServerUser.Choose(), progress, cancellation));
        var fileLock = Lock(files);
        try
        {
            var installation = await InstallationAsync(options, files.Major, progress, cancellation);
            var user = ServerUser.Choose();
            await new OrphanedServer(files, installation, user).StopAsync(progress, cancellation);
            if (files.Major is null)
            {
                await CreateAsync(installation, files, options.Temporary, user, progress, cancellation);
            }

            await ServerUser.ChangeOwnerAsync(files.Folder, user, cancellation);
            progress.Report($"Starting {installation}");
            var (supervisor, port) = await RunAsync(installation, files, options, user, cancellation);
            return new(fileLock, supervisor, installation, files, Admin(port, files.EnsurePassword()));
        }
        catch
        {
            await fileLock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes a cluster with all its data; a server left over in it is stopped first.</summary>
    public static async Task EraseAsync(
        ServerOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        var files = new ClusterFiles(
            await PrivateFolder.LocateAsync(options.Folder, ServerUser.Choose(), cancellation));
        if (!Directory.Exists(files.Folder))
        {
            return;
        }

        await using var fileLock = Lock(files);
        if (files.Running() is not null)
        {
            var installation = await InstallationAsync(options, files.Major, progress, cancellation);
            await new OrphanedServer(files, installation, ServerUser.Choose()).StopAsync(progress, cancellation);
        }
        Directory.Delete(files.Folder, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervisor.DisposeAsync();
        await _fileLock.DisposeAsync();
        _stopping.Dispose();
    }

    internal static string Admin(int port, string password, bool pooling = true) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
        Username = Superuser,
        Password = password,
        Database = "postgres",
        Pooling = pooling,
        SslMode = SslMode.Disable,
        ClientEncoding = "UTF8",
    }.ConnectionString;

    /// <summary>Whether a process has ended; a zombie has.</summary>
    internal static bool IsGone(int process)
    {
        try
        {
            var state = $"/proc/{process}/stat";
            if (OperatingSystem.IsLinux())
            {
                return !File.Exists(state) || File.ReadAllText(state).Contains(") Z ", StringComparison.Ordinal);
            }

            using var found = Process.GetProcessById(process);
            return found.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or IOException)
        {
            return true;
        }
    }

    static async Task WatchAsync(int server, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!IsGone(server))
        {
            await timer.WaitForNextTickAsync(stopping);
        }
    }

    static FileLock Lock(ClusterFiles files)
    {
        try
        {
            return FileLock.TryAcquire(files.Lock)
                ?? throw new PostgresUnavailableException(
                    $"Another run is using the cluster in {files.Folder}. Stop that one first, or use another folder.");
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new PostgresUnavailableException(
                $"The cluster in {files.Folder} belongs to another user. Start as that user, or give it to "
                + $"yourself, as root: chown -R {Environment.UserName} {ShellText.Quoted(files.Folder)}",
                problem);
        }
    }

    static async Task<Installation> InstallationAsync(
        ServerOptions options, int? major, IProgress<string> progress, CancellationToken cancellation)
    {
        var binaries = await PrivateFolder.PrepareAsync(
            PrivateFolder.ForPrograms(options.Binaries), ServerUser.Choose(), progress, cancellation);
        return await Installations.GetAsync(binaries, major, progress, cancellation);
    }

    static async Task CreateAsync(
        Installation installation, ClusterFiles files, bool temporary, string? user, IProgress<string> progress,
        CancellationToken cancellation)
    {
        progress.Report($"Creating a database cluster in {files.Folder}");
        files.EnsurePassword();
        if (Directory.Exists(files.Draft))
        {
            Directory.Delete(files.Draft, recursive: true);
        }

        await ServerUser.ChangeOwnerAsync(files.Folder, user, cancellation);
        string[] arguments =
        [
            "-D", files.Draft, "-U", Superuser, "--pwfile", files.Password, "--auth=scram-sha-256", "--encoding=UTF8",
            "--data-checksums", "--no-instructions", .. ServerSettings.Locale(installation.Version.Major),
            .. temporary ? ["--no-sync"] : Array.Empty<string>(),
        ];
        var made = await Command.RunAsync(installation.InitDb, arguments, user, cancellation);
        if (made.ExitCode != 0)
        {
            throw StartFailure.Of(files, user, made.Output);
        }

        Directory.Move(files.Draft, files.Data);
    }

    static async Task<(Supervisor Supervisor, int Port)> RunAsync(
        Installation installation,
        ClusterFiles files,
        ServerOptions options,
        string? user,
        CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port ?? FreePort();
            files.RotateLog();
            var settings = ServerSettings.Options(port, options.Temporary);
            var (running, output) = await Supervisor.StartAsync(
                installation, files, settings, options.Temporary, user, cancellation);
            if (running is not null)
            {
                return (running, port);
            }

            if (!output.Contains("could not bind", StringComparison.Ordinal))
            {
                throw StartFailure.Of(files, user, output);
            }

            if (options.Port is not null || attempt == PortAttempts)
            {
                throw new PostgresUnavailableException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Port {port}, for PostgreSQL, is in use on 127.0.0.1. Choose another."));
            }
        }
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
