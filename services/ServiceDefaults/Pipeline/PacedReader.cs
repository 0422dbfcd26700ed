using Google.Protobuf;
using Grpc.Core;

namespace Mastery.ServiceDefaults;

/// <summary>A client's stream that is ended when nothing comes for a while, or all in all too little, or when its token
/// becomes void.</summary>
sealed class PacedReader<T>(
    IAsyncStreamReader<T> stream, StreamOptions options, TimeProvider time, CancellationToken tokenVoid)
    : IAsyncStreamReader<T>
{
    readonly long _start = time.GetTimestamp();
    long _bytes;

    public T Current => stream.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Left(), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, timer.Token, tokenVoid);
        bool more;
        try
        {
            more = await stream.MoveNext(either.Token);
            tokenVoid.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (tokenVoid.IsCancellationRequested)
        {
            throw ApiError.TokenVoid();
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            throw ApiError.StreamTooSlow(options);
        }

        _bytes += more ? ((IMessage)stream.Current!).CalculateSize() : 0;
        return more;
    }

    /// <summary>How long the next message may take: the idle timeout, or less where the stream lags behind its minimum
    /// rate.</summary>
    TimeSpan Left()
    {
        var owed = options.IdleTimeout + TimeSpan.FromSeconds((double)_bytes / options.MinBytesPerSecond)
            - time.GetElapsedTime(_start);
        return owed > options.IdleTimeout ? options.IdleTimeout : owed > TimeSpan.Zero ? owed : TimeSpan.Zero;
    }
}
