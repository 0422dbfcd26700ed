using Mastery.Cli.Bulk;
using Mastery.Cli.Rosters;
using Mastery.Clients;

namespace Mastery.Cli.Lists;

/// <summary>The place of <c>mastery changes watch</c>, in a file that only its owner may read. It holds the old place
/// or the new one whenever the process ends, and names the feed, so that it is not gone on with in another.</summary>
/// <param name="path">The file; null where the place is kept only while the command runs.</param>
/// <param name="feed">Which feed: its service and hub.</param>
sealed class WatchState(string? path, string feed) : IFeedToken
{
    string? _token;

    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        if (path is null || !File.Exists(path))
        {
            return _token;
        }

        var words = (await File.ReadAllTextAsync(path, cancellation)).Trim().Split(' ');
        return words is [var service, var hub, var token] && $"{service} {hub}" == feed
            ? token
            : throw new RowRefusedException($"{path} is not the state of the feed '{feed}' (it begins with "
                + $"'{string.Join(' ', words.Take(2))}'): give each feed a file of its own");
    }

    // Not cancelled: what was printed is noted, or it would be printed again.
    public async Task WriteAsync(string token, CancellationToken cancellation)
    {
        _token = token;
        if (path is null)
        {
            return;
        }

        var next = $"{path}.new";
        await using (var file = PrivateFile.Create(next))
        {
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{feed} {token}\n"), CancellationToken.None);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
