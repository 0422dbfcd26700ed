using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Changes.V1;

namespace Mastery.Overview.Tests.Watching;

/// <summary>The change log of one service in one hub: it does what it is told.</summary>
sealed class FakeFeed
{
    readonly Lock _lock = new();
    readonly List<WatchChangesResponse> _log = [];
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    RpcException? _failure;
    bool _breaksAfterPart;
    int _open;

    /// <summary>What it was asked, and with which token.</summary>
    public ConcurrentQueue<(WatchChangesRequest Request, string Authorization)> Asked { get; } = [];

    /// <summary>How many streams it has.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Whether it takes calls and says nothing.</summary>
    public bool Silent { get; set; }

    /// <summary>UNAVAILABLE, as of a service that is not there.</summary>
    public static RpcException Away => new(new Status(StatusCode.Unavailable, "away"));

    /// <summary>A refusal as services answer it.</summary>
    public static RpcException Refusal(StatusCode code, string reason) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = reason,
        Details = { Any.Pack(new Google.Rpc.ErrorInfo { Reason = reason, Domain = "mastery-services" }) },
    }.ToRpcException();

    /// <summary>Commits a transaction, of which each part is a message.</summary>
    public void Commit(params string[] parts) => Change(() =>
    {
        var revision = (_log.LastOrDefault()?.Revision ?? 0) + 1;
        _log.AddRange(parts.Select((part, index) => new WatchChangesResponse
        {
            Changes = { new Change { Revision = revision, Ordinal = index + 1, Resource = part } },
            Revision = revision,
            Partial = index + 1 < parts.Length,
            ResumeToken = index + 1 < parts.Length ? "" : $"at-{revision}",
        }));
    });

    /// <summary>Ends every stream so, and refuses others, until it is mended.</summary>
    public void Break(RpcException failure) => Change(() => _failure = failure);

    /// <summary>Breaks once, in the middle of the next transaction of several parts.</summary>
    public void BreakAfterPart() => Change(() => _breaksAfterPart = true);

    /// <summary>Works again.</summary>
    public void Mend() => Change(() => _failure = null);

    public async Task WatchAsync(
        WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, ServerCallContext context)
    {
        Asked.Enqueue((request.Clone(), context.RequestHeaders.GetValue("authorization") ?? ""));
        Interlocked.Increment(ref _open);
        try
        {
            await SendAsync(request, stream, context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    async Task SendAsync(
        WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, ServerCallContext context)
    {
        if (Silent)
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }

        var next = Start(request.ResumeToken);
        var last = next == 0 ? 0 : _log[next - 1].Revision;
        await stream.WriteAsync(new() { Revision = last, ResumeToken = $"at-{last}" });
        while (true)
        {
            var (message, changed) = Take(next);
            if (message is null)
            {
                await changed.WaitAsync(context.CancellationToken);
                continue;
            }

            await stream.WriteAsync(message);
            next++;
        }
    }

    int Start(string token)
    {
        lock (_lock)
        {
            return _failure is not null ? throw _failure
                : token.Length == 0 ? _log.Count
                : _log.FindLastIndex(
                    one => one.Revision <= long.Parse(token["at-".Length..], CultureInfo.InvariantCulture)) + 1;
        }
    }

    (WatchChangesResponse? Message, Task Changed) Take(int next)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            if (_breaksAfterPart && next > 0 && next < _log.Count && _log[next - 1].Partial)
            {
                _breaksAfterPart = false;
                throw Away;
            }

            return (next < _log.Count ? _log[next] : null, _changed.Task);
        }
    }

    void Change(Action change)
    {
        lock (_lock)
        {
            change();
            var before = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            before.SetResult();
        }
    }
}
