using Mastery.Cli.Connection;
using Polly;
using Polly.Retry;

namespace Mastery.Cli.Connector;

/// <summary>Brings the staff in step once, or on a schedule until it is stopped.</summary>
sealed class RosterConnector(
    ConnectorSettings settings,
    ConnectorMemory memory,
    Func<ApiClients> connect,
    ConnectorLog log,
    ConnectorMetrics metrics,
    TimeProvider time)
{
    static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    // A timer counts at most about 49 days; a clock that is put right is noticed, too.
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Runs one cycle.</summary>
    /// <param name="stop">Stops it between two steps.</param>
    public async Task<CycleResult> OnceAsync(CancellationToken stop)
    {
        var begun = time.GetUtcNow();
        CycleResult result;
        try
        {
            await using var api = connect();
            var cycle = new ConnectorCycle(settings, memory, api.Rosters, log, metrics, time);
            result = new(await cycle.RunAsync(stop), null);
        }
        catch (Exception exception) when (CycleWords.Of(exception) is { } failure)
        {
            result = new(failure.Outcome, failure);
        }

        metrics.Cycle(result.Outcome, time.GetUtcNow() - begun);
        End(begun, result);
        return result;
    }

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var retry = Retry();
        try
        {
            while (true)
            {
                await WaitAsync(settings.Schedule.NextAfter(memory.State.SuccessTime is null ? null
                    : memory.State.CycleTime), stop);
                await retry.ExecuteAsync(async token => await OnceAsync(token), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.Say("Stopped.");
        }
    }

    void End(DateTimeOffset begun, CycleResult result)
    {
        var text = result.Failure?.Text ?? "";
        if (text.Length > 0 && text != memory.State.Failure)
        {
            log.Warn(text);
        }
        else if (text.Length > 0)
        {
            log.Say($"Still: {text}");
        }
        else if (result.Outcome == CycleOutcome.InStep)
        {
            log.Say("In step.");
        }

        memory.Keep(state => state with
        {
            CycleTime = begun,
            SuccessTime = text.Length > 0 ? state.SuccessTime : time.GetUtcNow(),
            Outcome = result.Outcome,
            Failure = text,
        });
    }

    async Task WaitAsync(DateTimeOffset until, CancellationToken stop)
    {
        if (until > time.GetUtcNow())
        {
            log.Say($"Next at {Schedule.Text(until)}.");
        }

        while (until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, time, stop);
        }
    }

    ResiliencePipeline<CycleResult> Retry() => new ResiliencePipelineBuilder<CycleResult> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<CycleResult>
        {
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Result is { } result && CycleWords.Failed(result.Outcome)),
            MaxRetryAttempts = int.MaxValue,
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.Failure?.RetryAfter),
            OnRetry = arguments =>
            {
                log.Say($"Tried again in {Math.Ceiling(arguments.RetryDelay.TotalSeconds):0} s.");
                return ValueTask.CompletedTask;
            },
        })
        .Build();
}

/// <summary>What came of a cycle.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
sealed record CycleResult(CycleOutcome Outcome, CycleFailure? Failure);
