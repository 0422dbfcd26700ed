namespace Mastery.Postgres.Processes;

/// <summary>
/// A turn at something only one process may do at a time. The operating system ends it with the process, however that
/// ends.
/// </summary>
sealed class FileTurn(FileStream file) : IAsyncDisposable
{
    /// <summary>Takes the turn, or null while another process has it.</summary>
    public static FileTurn? TryTake(string path)
    {
        try
        {
            return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Takes the turn as soon as no other process has it.</summary>
    public static async Task<FileTurn> TakeAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTake(path) is { } turn)
            {
                return turn;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Leaves the turn to the next.</summary>
    public ValueTask DisposeAsync() => file.DisposeAsync();
}
