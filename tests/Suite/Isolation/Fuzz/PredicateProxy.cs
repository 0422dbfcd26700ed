using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Stands between a service and PostgreSQL and takes the hub out of the conditions of its statements, as if
/// whoever wrote them had forgotten it. It reads the protocol's messages, version 3, without encryption.</summary>
sealed partial class PredicateProxy : IAsyncDisposable
{
    const int SslRequest = 80877103;
    const int GssRequest = 80877104;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly (string Host, int Port) _server;
    readonly CancellationTokenSource _stop = new();
    readonly Task _accepting;
    int _removed;

    public PredicateProxy(string host, int port)
    {
        _server = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether conditions are taken out.</summary>
    public bool Removes { get; set; }

    /// <summary>How many were.</summary>
    public int Removed => _removed;

    /// <summary>A statement without conditions on the hub.</summary>
    internal static string Without(string sql) => Condition().Replace(sql, "(${value} IS NOT NULL OR TRUE)");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    [GeneratedRegex(@"(?<![\w.(,])(?<!, )(\w+\.)?hub_id = (ANY ?\()?(?<value>\$\d+)(?(2)\))(?!\d)")]
    private static partial Regex Condition();

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // It was told to stop.
        }
    }

    async Task ServeAsync(Socket accepted)
    {
        using var client = new NetworkStream(accepted, ownsSocket: true);
        try
        {
            using var socket = _server.Host.StartsWith('/')
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(_server.Host.StartsWith('/')
                ? new UnixDomainSocketEndPoint($"{_server.Host}/.s.PGSQL.{_server.Port}")
                : new DnsEndPoint(_server.Host, _server.Port), _stop.Token);
            await using var server = new NetworkStream(socket, ownsSocket: false);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(ForwardAsync(client, server, end.Token), server.CopyToAsync(client, end.Token));
            await end.CancelAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Either side has gone.
        }
    }

    async Task ForwardAsync(NetworkStream client, NetworkStream server, CancellationToken stop)
    {
        for (var started = false; ;)
        {
            var head = new byte[started ? 5 : 4];
            await client.ReadExactlyAsync(head, stop);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(^4)) - 4];
            await client.ReadExactlyAsync(body, stop);
            if (!started)
            {
                started = BinaryPrimitives.ReadInt32BigEndian(body) is not (SslRequest or GssRequest);
            }
            else if (head[0] == 'P' && Removes)
            {
                body = Parse(body);
                BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), body.Length + 4);
            }

            await server.WriteAsync(head.Concat(body).ToArray(), stop);
        }
    }

    /// <summary>A Parse message: the statement's name, its text, and the types of its parameters.</summary>
    byte[] Parse(byte[] body)
    {
        var name = Array.IndexOf(body, (byte)0) + 1;
        var end = Array.IndexOf(body, (byte)0, name);
        var sql = Encoding.UTF8.GetString(body, name, end - name);
        var without = Without(sql);
        if (without == sql)
        {
            return body;
        }

        Interlocked.Increment(ref _removed);
        return [.. body[..name], .. Encoding.UTF8.GetBytes(without), .. body[end..]];
    }
}
