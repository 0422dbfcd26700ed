namespace Mastery.Clients;

/// <summary>Where a reader of a feed keeps its place, over restarts.</summary>
public interface IFeedToken
{
    /// <summary>The place; null where none was kept yet.</summary>
    Task<string?> ReadAsync(CancellationToken cancellation);

    /// <summary>Keeps a place instead of the one before.</summary>
    Task WriteAsync(string token, CancellationToken cancellation);
}

/// <summary>Keeps the place in a file, which holds either the old place or the new one, whenever the process or the
/// machine stops.</summary>
/// <param name="path">The file; its folder exists.</param>
public sealed class FeedTokenFile(string path) : IFeedToken
{
    /// <inheritdoc/>
    public async Task<string?> ReadAsync(CancellationToken cancellation) => File.Exists(path)
        ? (await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false)).Trim()
        : null;

    /// <inheritdoc/>
    public async Task WriteAsync(string token, CancellationToken cancellation)
    {
        var next = $"{path}.new";
        await using (var file = File.Create(next))
        {
            await using var text = new StreamWriter(file, leaveOpen: true);
            await text.WriteLineAsync(token.AsMemory(), cancellation).ConfigureAwait(false);
            await text.FlushAsync(cancellation).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}

/// <summary>Keeps the place as long as the object lives.</summary>
sealed class FeedTokenInMemory : IFeedToken
{
    string? _token;

    public Task<string?> ReadAsync(CancellationToken cancellation) => Task.FromResult(_token);

    public Task WriteAsync(string token, CancellationToken cancellation)
    {
        _token = token;
        return Task.CompletedTask;
    }
}
