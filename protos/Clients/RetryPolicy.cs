using System.Collections.Frozen;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;

namespace Mastery.Clients;

/// <summary>Decides whether a failed attempt is retried, and after how long.</summary>
sealed class RetryPolicy(MasteryClientOptions options, TokenSource? tokens, TimeProvider time)
{
    static readonly FrozenSet<string> Repeatable = ContractIndex.Methods
        .Where(method => method.IsRead || RequestIds.FieldOf(method.Descriptor.InputType) is not null)
        .Select(method => method.Path)
        .ToFrozenSet();

    /// <summary>Whether a repeated call does no harm.</summary>
    public static bool Covers(IMethod method) => Repeatable.Contains(method.FullName);

    /// <summary>The wait before the next attempt; null when the failure is final.</summary>
    public TimeSpan? DelayAfter(RpcException failure, int attempt, DateTime deadline)
    {
        if (attempt >= options.MaxAttempts || Delay(failure, attempt) is not { } delay)
        {
            return null;
        }

        return time.GetUtcNow().UtcDateTime + delay < deadline ? delay : null;
    }

    TimeSpan? Delay(RpcException failure, int attempt)
    {
        var asked = failure.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan();
        return failure.StatusCode switch
        {
            StatusCode.Unavailable => Longer(asked, Backoff(attempt)),
            // The connection broke while it was being made; the channel reports this as an internal error.
            StatusCode.Internal when failure.Status.DebugException is HttpRequestException => Backoff(attempt),
            StatusCode.ResourceExhausted when asked is not null => Longer(asked, Backoff(attempt)),
            // A signing key was replaced, or the token was revoked: a new token may work.
            StatusCode.Unauthenticated when attempt == 1 && tokens?.Forget() is true => TimeSpan.Zero,
            _ => null,
        };
    }

    TimeSpan Backoff(int attempt)
    {
        var full = Math.Min(
            options.MaxBackoff.TotalMilliseconds, options.InitialBackoff.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromMilliseconds(full * (0.5 + (0.5 * Random.Shared.NextDouble())));
    }

    static TimeSpan Longer(TimeSpan? asked, TimeSpan own) => asked > own ? asked.Value : own;
}
