using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Mastery.Clients;

/// <summary>Puts transactions together from the messages of streams.</summary>
interface IFeedReader<TMessage, TTransaction>
    where TTransaction : class
{
    /// <summary>What reads on after the last message that was taken whole.</summary>
    string ResumeToken { get; }

    /// <summary>Another stream begins.</summary>
    void Begin();

    /// <summary>The transaction that a message completes; null where it completes none.</summary>
    TTransaction? Take(TMessage message);
}

/// <summary>Reads one stream after the other, each from where the one before ended, and notes the place.</summary>
static class FeedLoop
{
    /// <summary>The first message of a stream, which is closed then.</summary>
    /// <exception cref="RpcException">There is none.</exception>
    public static async Task<TMessage> FirstAsync<TMessage>(
        AsyncServerStreamingCall<TMessage> stream, CancellationToken cancellation)
    {
        using var call = stream;
        return await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false)
            ? call.ResponseStream.Current
            : throw new RpcException(new(StatusCode.Unavailable, "The feed ended before it began: try again."));
    }

    /// <summary>Transactions without end. The place is noted after each, when the next one is asked for.</summary>
    public static async IAsyncEnumerable<TTransaction> ReadAsync<TMessage, TTransaction>(
        IFeedReader<TMessage, TTransaction> reader,
        Func<string, CancellationToken, AsyncServerStreamingCall<TMessage>> open,
        IFeedToken token, FeedRetries retries, [EnumeratorCancellation] CancellationToken cancellation)
        where TMessage : class
        where TTransaction : class
    {
        var place = reader.ResumeToken;
        while (true)
        {
            using var call = open(place, cancellation);
            reader.Begin();
            while (await retries.NextAsync(call.ResponseStream, cancellation).ConfigureAwait(false) is { } message)
            {
                if (reader.Take(message) is { } transaction)
                {
                    yield return transaction;
                }

                if (reader.ResumeToken != place)
                {
                    place = reader.ResumeToken;
                    await token.WriteAsync(place, cancellation).ConfigureAwait(false);
                }
            }

            await retries.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }
}
