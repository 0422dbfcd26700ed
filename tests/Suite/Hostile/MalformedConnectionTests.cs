using System.Net.Sockets;
using System.Text;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Hostile;

/// <summary>Bytes that are no HTTP, or stop being it half-way, on connections of their own: the gateway says that they
/// are wrong or ends the connection, and goes on with others.</summary>
public sealed class MalformedConnectionTests(RunningSuite suite)
{
    const int Connections = 300;

    static readonly string[] Beginnings =
    [
        "", "GET", "GET /v1/hubs HTTP/1.1\r\n", "GET /v1/hubs HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /v1/hubs HTTP/9.9\r\nHost: localhost\r\n\r\n", "GET http://[::/v1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /v1/hubs\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /v1/hubs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/hubs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /v1/hubs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz\r\n",
        "POST /v1/hubs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        "GET /v1/hubs HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        // Frames: settings with an odd length, a window of nothing, headers that are no HPACK, data of no stream.
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\u0005\u0004\0\0\0\0\0abcde",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0\0\0\u0004\u0008\0\0\0\0\0\0\0\0\0",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0\0\0\u0004"
            + "\u0001\u0005\0\0\0\u0001\u00ff\u00ff\u00ff\u00ff",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0\0\0\u0003\0\u0001\0\0\0\u0007abc",
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_connection_is_answered_as_a_failure_of_the_server_or_harms_another()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Connections), Stop, async (seed, _) =>
        {
            var answer = await SendAsync(seed % 2 == 0 ? suite.Rest : suite.Grpc, Bytes(new Random(seed)));
            // 505 says that the version of HTTP is the caller's fault.
            Assert.DoesNotMatch("^HTTP/1.1 5(?!05)", answer);
        });

        using var after = await suite.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
        Assert.True(after.IsSuccessStatusCode, $"{after.StatusCode}");
    }

    static byte[] Bytes(Random dice)
    {
        var noise = new byte[dice.Next(64)];
        dice.NextBytes(noise);
        return [.. Encoding.Latin1.GetBytes(Beginnings[dice.Next(Beginnings.Length)]), .. noise];
    }

    /// <summary>Sends bytes, and no more, and reads until the connection ends.</summary>
    static async Task<string> SendAsync(Uri address, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Stop);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, Stop);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, Stop);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Ended at once.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
