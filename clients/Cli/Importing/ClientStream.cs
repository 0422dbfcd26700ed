using Grpc.Core;

namespace Mastery.Cli.Importing;

/// <summary>Sends messages as one stream and waits for the answer.</summary>
static class ClientStream
{
    /// <summary>Sends them; null where there are none.</summary>
    public static async Task<TResponse?> SendAsync<TRequest, TResponse>(
        Func<AsyncClientStreamingCall<TRequest, TResponse>> begin,
        IEnumerable<TRequest> batches,
        CancellationToken cancellation) where TResponse : class
    {
        AsyncClientStreamingCall<TRequest, TResponse>? call = null;
        try
        {
            foreach (var batch in batches)
            {
                call ??= begin();
                if (!await TryWriteAsync(call, batch, cancellation))
                {
                    break;
                }
            }

            return call is null ? null : await AnswerAsync(call);
        }
        finally
        {
            call?.Dispose();
        }
    }

    static async Task<TResponse> AnswerAsync<TRequest, TResponse>(AsyncClientStreamingCall<TRequest, TResponse> call)
    {
        if (!call.ResponseAsync.IsCompleted)
        {
            await call.RequestStream.CompleteAsync();
        }

        return await call.ResponseAsync;
    }

    // When the service ends the call early, writing fails; the response says why.
    static async Task<bool> TryWriteAsync<TRequest, TResponse>(
        AsyncClientStreamingCall<TRequest, TResponse> call, TRequest batch, CancellationToken cancellation)
    {
        try
        {
            await call.RequestStream.WriteAsync(batch, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            return false;
        }
    }
}
