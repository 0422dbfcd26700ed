using Grpc.Core;

namespace Mastery.Clients;

/// <summary>One unary call for the caller, with as many attempts as the policy allows.</summary>
sealed class RepeatedCall<TResponse>(
    Func<AsyncUnaryCall<TResponse>> attempt, RetryPolicy policy, TimeProvider time, CallOptions options) : IDisposable
{
    readonly CancellationTokenSource _disposal = new();
    CancellationToken _disposed;
    volatile AsyncUnaryCall<TResponse>? _current;

    public AsyncUnaryCall<TResponse> Start()
    {
        _disposed = _disposal.Token;
        var response = RunAsync();
        return new(
            response, HeadersAsync(response), () => _current!.GetStatus(), () => _current!.GetTrailers(), Dispose);
    }

    public void Dispose()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        _disposal.Cancel();
        _disposal.Dispose();
        _current?.Dispose();
    }

    async Task<TResponse> RunAsync()
    {
        for (var number = 1; ; number++)
        {
            _current = attempt();
            try
            {
                return await _current;
            }
            catch (RpcException failure) when (policy.DelayAfter(failure, number, options.Deadline!.Value) is { } delay)
            {
                await PauseAsync(delay, failure);
                _current.Dispose();
            }
        }
    }

    async Task PauseAsync(TimeSpan delay, RpcException failure)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, _disposed);
        try
        {
            await Task.Delay(delay, time, stop.Token);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(
                new Status(StatusCode.Cancelled, "The call was cancelled between two attempts.", failure));
        }
    }

    // The headers of the final attempt; earlier attempts failed.
    async Task<Metadata> HeadersAsync(Task<TResponse> response)
    {
        await ((Task)response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await _current!.ResponseHeadersAsync;
    }
}
