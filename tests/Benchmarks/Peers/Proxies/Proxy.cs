using System.Globalization;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Peers.Proxies;

/// <summary>A proxy that people know, before a service, as a private process.</summary>
sealed class Proxy : IAsyncDisposable
{
    readonly Piped _process;
    readonly string _name;

    Proxy(Piped process, string name, int port)
    {
        _process = process;
        _name = name;
        Address = $"http://127.0.0.1:{port}";
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Its processes.</summary>
    public Part Part => Part.Running(_name, _process.Id);

    /// <summary>Starts nginx: one worker, connections to the service kept open.</summary>
    /// <returns>Null where there is none.</returns>
    public static Task<Proxy?> NginxAsync(BenchSuite suite)
    {
        var folder = Directory.CreateDirectory(Path.Combine(suite.Scratch, "nginx")).FullName;
        var (file, log) = (Path.Combine(folder, "nginx.conf"), Path.Combine(folder, "log"));
        return StartAsync("nginx", ["-p", folder, "-e", log, "-c", file], file, port => $$"""
            daemon off; worker_processes 1; pid {{folder}}/pid;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
                keepalive_requests 100000000;
                upstream service { server {{suite.Service.Authority}}; keepalive 64; keepalive_requests 100000000; }
                server {
                    listen 127.0.0.1:{{port}} http2;
                    location / { grpc_pass grpc://service; }
                }
            }
            """);
    }

    /// <summary>Starts HAProxy: one thread, HTTP/2 on both sides.</summary>
    /// <returns>Null where there is none.</returns>
    public static Task<Proxy?> HaproxyAsync(BenchSuite suite)
    {
        var file = Path.Combine(suite.Scratch, "haproxy.cfg");
        return StartAsync("haproxy", ["-q", "-db", "-f", file], file, port => $"""
            global
                nbthread 1
                maxconn 1024
            defaults
                mode http
                timeout connect 5s
                timeout client 1h
                timeout server 1h
            frontend grpc
                bind 127.0.0.1:{port} proto h2
                default_backend service
            backend service
                server one {suite.Service.Authority} proto h2

            """);
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    static async Task<Proxy?> StartAsync(
        string name, string[] arguments, string file, Func<string, string> configuration)
    {
        if (Tool.Find(name) is not { } program)
        {
            return null;
        }

        var port = FreePort.Find();
        await File.WriteAllTextAsync(file, configuration(port.ToString(CultureInfo.InvariantCulture)));
        var proxy = new Proxy(Piped.Start([program, .. arguments]), name, port);
        if (await FreePort.ListensAsync(port))
        {
            return proxy;
        }

        await proxy.DisposeAsync();
        throw new InvalidOperationException($"{name} did not start; what it said is above, or beside {file}.");
    }
}
