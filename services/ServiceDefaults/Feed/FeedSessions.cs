using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Opens streams of changes for the caller.</summary>
public sealed class FeedSessions
{
    // The caller gets another token before this one expires.
    static readonly TimeSpan BeforeExpiry = TimeSpan.FromSeconds(5);

    readonly CallScope _call;
    readonly FeedStreams _streams;
    readonly Drain _drain;
    readonly IOptions<FeedOptions> _options;
    readonly TimeProvider _time;

    internal FeedSessions(
        CallScope call, FeedStreams streams, Drain drain, IOptions<FeedOptions> options, TimeProvider time) =>
        (_call, _streams, _drain, _options, _time) = (call, streams, drain, options, time);

    /// <summary>After how long without a change a stream says how far it is.</summary>
    public TimeSpan BookmarkInterval => _options.Value.BookmarkInterval;

    /// <summary>Whether anybody reads the answer: that to HEAD has no body that could come.</summary>
    public static bool IsRead(ServerCallContext context) => !HeadRequests.Was(context.GetHttpContext());

    /// <summary>Begins a stream, until it is disposed of.</summary>
    /// <exception cref="ApiError">UNAVAILABLE while the service stops; RESOURCE_EXHAUSTED when the client has as many
    /// streams as it may.</exception>
    public FeedSession Open() => _drain.Draining
        ? throw ApiError.Unavailable("This instance of the service is stopping, and its feed")
        : new(_streams.Open(_call.Actor), new(Age(), _time), _drain.Stopping, _call.Cancellation);

    TimeSpan Age()
    {
        var left = _call.Caller.Expires - BeforeExpiry - _time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero
            : left < _options.Value.MaxAge ? left
            : _options.Value.MaxAge;
    }
}

/// <summary>A stream of changes: as long as its token is valid, for some time at most, and until the service
/// drains.</summary>
public sealed class FeedSession : IDisposable
{
    readonly IDisposable _counted;
    readonly CancellationTokenSource _age;
    readonly CancellationToken _call;
    readonly CancellationTokenSource _end;

    internal FeedSession(
        IDisposable counted, CancellationTokenSource age, CancellationToken stopping, CancellationToken call)
    {
        (_counted, _age, _call) = (counted, age, call);
        _end = CancellationTokenSource.CreateLinkedTokenSource(age.Token, stopping, call);
    }

    /// <summary>Runs the stream until its time is over.</summary>
    /// <param name="stream">Writes to the caller until it is cancelled.</param>
    /// <param name="bookmark">Writes the last message, unless the caller has given up or may no longer read.</param>
    public async Task RunAsync(Func<CancellationToken, Task> stream, Func<Task> bookmark)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(bookmark);
        try
        {
            await stream(_end.Token);
        }
        catch (OperationCanceledException) when (!_call.IsCancellationRequested)
        {
            await bookmark();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _age.Dispose();
        _counted.Dispose();
    }
}
