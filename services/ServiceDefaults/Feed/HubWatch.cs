using System.Threading.Channels;

namespace Mastery.ServiceDefaults;

/// <summary>What one stream knows of how far the log of its hub is.</summary>
sealed class HubWatch(string hub, TimeProvider time, Action<HubWatch> leave) : IDisposable
{
    // Only the newest counts: who is slow reads the revisions between from the log.
    readonly Channel<FeedPosition> _heads = Channel.CreateBounded<FeedPosition>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    FeedPosition _last;

    public string Hub => hub;

    /// <summary>Says how far the log is.</summary>
    public void Reach(FeedPosition head)
    {
        if (head != _last)
        {
            _last = head;
            _heads.Writer.TryWrite(head);
        }
    }

    /// <summary>Waits until the log is further.</summary>
    /// <returns>How far; null when it was not for so long.</returns>
    public async Task<FeedPosition?> NextAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await _heads.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => leave(this);
}
