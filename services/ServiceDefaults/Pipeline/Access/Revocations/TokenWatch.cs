namespace Mastery.ServiceDefaults;

/// <summary>Tells an open stream that the token it was opened with is void by now.</summary>
/// <param name="leave">Ends the watch.</param>
sealed class TokenWatch(Action<TokenWatch> leave) : IDisposable
{
    // Not disposed of: it may be cancelled at the moment that the stream ends, and holds nothing outside the heap.
    readonly CancellationTokenSource _void = new();

    /// <summary>Cancelled when the token has become void.</summary>
    public CancellationToken Void => _void.Token;

    public void End() => _void.Cancel();

    public void Dispose() => leave(this);
}
