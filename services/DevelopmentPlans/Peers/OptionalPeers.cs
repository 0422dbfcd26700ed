using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>What another service answered that a call can do without.</summary>
/// <param name="Value">The answer; null where there is none.</param>
/// <param name="Allowed">Whether the caller may ask. Where it may and there is no answer, the service could not be
/// reached in time.</param>
public sealed record OptionalAnswer<T>(T? Value, bool Allowed) where T : class;

/// <summary>Asks other services what a call can do without: a department's own plan is written and exported whether or
/// not they can be asked.</summary>
public sealed partial class OptionalPeers(CallScope call, TimeProvider clock, ILogger<OptionalPeers> log)
{
    /// <summary>Asks in the caller's name.</summary>
    /// <param name="scope">The scope that the question needs. A caller without it is not asked for.</param>
    /// <param name="timeout">How long the service is waited for.</param>
    /// <param name="ask">The question.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OptionalAnswer<T>> TryAsync<T>(
        string scope, TimeSpan timeout, Func<CallOptions, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        if (!call.Scopes.Contains(scope))
        {
            return new(null, Allowed: false);
        }

        using var late = new CancellationTokenSource(timeout, clock);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return new(
                await ask(new(deadline: clock.GetUtcNow().UtcDateTime + timeout, cancellationToken: waiting.Token)),
                Allowed: true);
        }
        catch (ApiError error) when (error.Code
            is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.FailedPrecondition)
        {
            LogUnasked(log, call.Method, scope, error.Message);
            return new(null, Allowed: true);
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.PermissionDenied or StatusCode.NotFound)
        {
            LogUnasked(log, call.Method, scope, refusal.Status.Detail);
            return new(null, Allowed: false);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Method} goes on without what {Scope} would show: {Reason}")]
    static partial void LogUnasked(ILogger log, string method, string scope, string reason);
}
