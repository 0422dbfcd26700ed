namespace Mastery.Gateway.Health;

/// <summary>
/// Reports "not ready" before the gateway stops, so that load balancers stop sending calls first. Configuration
/// <c>Drain:Wait</c>: how long to go on serving meanwhile.
/// </summary>
sealed class Drain(IConfiguration configuration, TimeProvider time) : IHostedLifecycleService
{
    readonly TimeSpan _wait = configuration.GetValue("Drain:Wait", TimeSpan.Zero);
    volatile bool _draining;

    public bool Draining => _draining;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _draining = true;
        await Task.Delay(_wait, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
