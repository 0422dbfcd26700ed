using Grpc.Core;

namespace Mastery.Testing;

/// <summary>Client streams of calls that the service may refuse.</summary>
public static class ClientStreams
{
    /// <summary>Writes messages and completes the stream. A call that the service ends early fails the write with
    /// any status; its answer has the one that the service gave.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="messages">What.</param>
    public static async Task SendAsync<T>(this IClientStreamWriter<T> stream, params IEnumerable<T> messages)
    {
        try
        {
            foreach (var message in messages)
            {
                await stream.WriteAsync(message);
            }

            await stream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The answer says why.
        }
    }
}
