using System.Diagnostics;

namespace Mastery.Gateway.Forwarding;

/// <summary>
/// Retries a call at the next address when no connection could be made: nothing was sent, so the call cannot take
/// effect twice. A call of which a byte may have been sent is never retried here; the caller decides that.
/// </summary>
sealed class ConnectRetryHandler(Upstream upstream, TimeSpan retryTimeout) : DelegatingHandler
{
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException failure) when (WasNotSent(failure)
                && Stopwatch.GetElapsedTime(start) < retryTimeout)
            {
                // Try another address at once; the same one only after a while.
                if (tries % upstream.Destinations.Count == 0)
                {
                    await Task.Delay(RetryDelay, cancellationToken);
                }

                Redirect(request);
            }
        }
    }

    static bool WasNotSent(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError;

    void Redirect(HttpRequestMessage request)
    {
        var failed = request.RequestUri!;
        upstream.Destinations.FirstOrDefault(
            destination => destination.Address.Authority == failed.Authority)?.NotReadyReason = "refuses connections";
        request.RequestUri = new Uri(upstream.Next().Prefix + failed.PathAndQuery);
    }
}
