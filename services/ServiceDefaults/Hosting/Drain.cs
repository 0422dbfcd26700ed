using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Stops a service without a failed call: it first says that it is not ready, goes on answering until that has
/// been noticed, then lets Kestrel finish what is in flight.</summary>
sealed class Drain(IOptions<DrainOptions> options, TimeProvider time) : IHostedLifecycleService
{
    volatile bool _draining;

    public bool Draining => _draining;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _draining = true;
        await Task.Delay(options.Value.Wait, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
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
