using System.Net;
using Mastery.Gateway.Forwarding;

namespace Mastery.Gateway.Health;

/// <summary>Checks the readiness of every address of every service repeatedly; calls go to the ready ones.</summary>
sealed partial class ReadinessProbe(
    Upstreams upstreams, IConfiguration configuration, TimeProvider time, ILogger<ReadinessProbe> log)
    : BackgroundService
{
    readonly TimeSpan _interval = configuration.GetValue("Health:Interval", TimeSpan.FromSeconds(1));
    readonly HttpMessageInvoker _invoker = new(
        new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(1) });

    public override void Dispose()
    {
        _invoker.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from upstream in upstreams.All
        from destination in upstream.Destinations
        select WatchAsync(upstream.Name, destination, stoppingToken));

    async Task WatchAsync(string service, Destination destination, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do
            {
                var reason = await AskAsync(destination, stopping);
                if (reason != destination.NotReadyReason)
                {
                    LogChange(service, destination.Prefix, reason is "" ? "is ready" : reason);
                }

                destination.NotReadyReason = reason;
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The gateway is stopping.
        }
    }

    async Task<string> AskAsync(Destination destination, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(TimeSpan.FromSeconds(2));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(destination.Address, "/health/ready"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        try
        {
            using var response = await _invoker.SendAsync(request, deadline.Token);
            return response.IsSuccessStatusCode ? "" : $"answers {(int)response.StatusCode}";
        }
        catch (HttpRequestException)
        {
            return "cannot be reached";
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return "does not answer in time";
        }
    }

    [LoggerMessage(LogLevel.Information, "{Service} at {Address} {State}")]
    partial void LogChange(string service, string address, string state);
}
