using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>How much of the clients' streams is kept at once: of one, of all, and of these in memory.</summary>
sealed class SpoolBudget(IOptions<StreamOptions> options)
{
    readonly StreamOptions _limits = options.Value;
    long _total;
    long _memory;

    /// <summary>Counts <paramref name="size"/> bytes more of a stream that now has <paramref name="length"/>.</summary>
    /// <exception cref="ApiError">RESOURCE_EXHAUSTED when the stream, or all of them together, are too
    /// large.</exception>
    public void Take(long size, long length)
    {
        var total = Interlocked.Add(ref _total, size);
        if (length > _limits.MaxBytes)
        {
            throw ApiError.TooLarge(_limits.MaxBytes);
        }

        if (total > _limits.MaxTotalBytes)
        {
            throw ApiError.TooMany("Too much is being imported at once", seconds: 10);
        }
    }

    /// <summary>Takes <paramref name="size"/> bytes of memory, if there are so many left.</summary>
    public bool TryTakeMemory(long size)
    {
        if (Interlocked.Add(ref _memory, size) <= _limits.MemoryBytes)
        {
            return true;
        }

        Interlocked.Add(ref _memory, -size);
        return false;
    }

    /// <summary>Gives back what a stream took.</summary>
    public void Return(long size, long memory)
    {
        Interlocked.Add(ref _total, -size);
        Interlocked.Add(ref _memory, -memory);
    }
}
