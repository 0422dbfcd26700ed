namespace Mastery.Postgres.Processes;

/// <summary>
/// A lock that one process at a time holds. The operating system releases it with the process, however that ends.
/// </summary>
sealed class FileLock(FileStream file) : IAsyncDisposable
{
    /// <summary>Takes the lock, or returns null while another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FileLock? TryAcquire(string path)
    {
        try
        {
            return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException problem) when (IsHeld(problem))
        {
            return null;
        }
    }

    // EAGAIN of Linux and of macOS, and Windows's sharing violation: all else, such as a full disk, is no lock.
    static bool IsHeld(IOException problem) => problem.HResult is 11 or 35 or unchecked((int)0x8007_0020);

    /// <summary>Takes the lock as soon as no other process holds it.</summary>
    public static async Task<FileLock> AcquireAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryAcquire(path) is { } taken)
            {
                return taken;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Releases the lock.</summary>
    public ValueTask DisposeAsync() => file.DisposeAsync();
}
