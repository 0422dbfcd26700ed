using Grpc.Core;
using Mastery.Overview.V1;

namespace Mastery.Clients;

/// <summary>Reads the messages of a stream, and waits longer after each failure in a row.</summary>
sealed class FeedRetries(string parent)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    int _failures;
    TimeSpan _wait;

    /// <summary>The next message; null where the stream has ended, by itself or by a failure that another stream may
    /// not meet.</summary>
    public async Task<TMessage?> NextAsync<TMessage>(
        IAsyncStreamReader<TMessage> stream, CancellationToken cancellation)
        where TMessage : class
    {
        try
        {
            if (await stream.MoveNext(cancellation).ConfigureAwait(false))
            {
                _failures = 0;
                return stream.Current;
            }

            _wait = First;
        }
        catch (RpcException failure) when (!cancellation.IsCancellationRequested)
        {
            _wait = After(failure);
        }
        catch (RpcException)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <summary>Waits until another stream may be tried.</summary>
    public Task WaitAsync(CancellationToken cancellation) => Task.Delay(_wait, cancellation);

    TimeSpan After(RpcException failure)
    {
        var error = failure.ToMasteryError();
        if (error is { Code: StatusCode.OutOfRange, Reason: "RESUME_TOKEN_EXPIRED" })
        {
            throw new FeedExpiredException(parent, FeedOf(error), failure);
        }

        _failures++;
        var own = Math.Min(
            Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, _failures) * Random.Shared.NextDouble());
        return error.Code switch
        {
            StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded
                or StatusCode.Cancelled or StatusCode.Aborted or StatusCode.Internal or StatusCode.Unknown =>
                TimeSpan.FromMilliseconds(Math.Max(own, error.RetryDelay?.TotalMilliseconds ?? 0)),
            // The token was withdrawn, or its key: another one may do.
            StatusCode.Unauthenticated when _failures < 3 => TimeSpan.FromMilliseconds(own),
            _ => throw failure,
        };
    }

    /// <summary>The feed of a hub's stream that a failure names; unspecified where it names none.</summary>
    static Feed FeedOf(MasteryError error) => error.Metadata.TryGetValue("feed", out var name)
        ? OverviewFeeds.Named(name)
        : Feed.Unspecified;
}
