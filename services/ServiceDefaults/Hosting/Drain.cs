using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Stops a service without a failed call: it first says that it is not ready, goes on answering until that has
/// been noticed, then lets Kestrel finish what is in flight.</summary>
sealed class Drain(IOptions<DrainOptions> options, TimeProvider time) : IHostedLifecycleService, IDisposable
{
    readonly CancellationTokenSource _stopping = new();

    public bool Draining => _stopping.IsCancellationRequested;

    /// <summary>Cancelled when the service is about to stop: what would go on without end ends then.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.Delay(options.Value.Wait, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();
}

/// <summary>Gives the host as long to stop as draining and finishing take together.</summary>
sealed class DrainTimeout(IOptions<DrainOptions> drain) : IConfigureOptions<HostOptions>
{
    public void Configure(HostOptions options)
    {
        try
        {
            options.ShutdownTimeout = drain.Value.Wait + drain.Value.Finish;
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            // This runs while the host is made, before its settings are checked: then the same is told in one line.
        }
    }
}
