using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mastery.Benchmarks.Measuring;

namespace Mastery.Benchmarks.Peers;

/// <summary>nginx before a service, as a private process: one worker, connections to the service kept open.</summary>
sealed class Nginx : IAsyncDisposable
{
    // The shell ends nginx when our end of the pipe closes, however we end; in the background it ignores Ctrl-C.
    const string Shell = "\"$@\" & nginx=$!; cat >/dev/null; kill -TERM $nginx; wait $nginx";

    static readonly string[] Places = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

    readonly Process _process;

    Nginx(Process process, int port)
    {
        _process = process;
        Address = $"http://127.0.0.1:{port}";
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Its processes.</summary>
    public Part Part => Part.Running("nginx", _process.Id);

    /// <summary>The program, or null where there is none.</summary>
    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(Places)
            .Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    /// <summary>Starts it before a service and waits until it listens.</summary>
    public static async Task<Nginx> StartAsync(string program, Uri service, string folder)
    {
        var port = FreePort();
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(service, port, folder));
        string[] command = [program, "-p", folder, "-e", Path.Combine(folder, "nginx.log"), "-c", configuration];
        var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", Shell, "nginx", .. command]) { RedirectStandardInput = true })!;
        var nginx = new Nginx(process, port);
        for (var tries = 0; !await ListensAsync(port); tries++)
        {
            if (tries == 50)
            {
                throw new InvalidOperationException(
                    $"nginx did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "nginx.log"))}");
            }

            await Task.Delay(100);
        }
        return nginx;
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static string Configuration(Uri service, int port, string folder) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        daemon off; worker_processes 1; pid {{folder}}/nginx.pid;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/nginx-body; proxy_temp_path {{folder}}/nginx-proxy;
            fastcgi_temp_path {{folder}}/nginx-fastcgi; uwsgi_temp_path {{folder}}/nginx-uwsgi;
            scgi_temp_path {{folder}}/nginx-scgi;
            keepalive_requests 100000000;
            upstream service { server {{service.Authority}}; keepalive 64; keepalive_requests 100000000; }
            server {
                listen 127.0.0.1:{{port}} http2;
                location / { grpc_pass grpc://service; }
            }
        }
        """);

    static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
