using Grpc.Core;
using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>One stream of changes: reads the log page by page after its position and writes a message for each
/// revision. It holds nothing of the database while its reader takes its time.</summary>
/// <param name="hub">The hub.</param>
/// <param name="start">After which position it begins.</param>
/// <param name="store">The log.</param>
/// <param name="view">What the caller may see of it.</param>
/// <param name="writer">The caller.</param>
sealed class FeedStream(
    string hub, FeedPosition start, ChangeStore store, ChangeView view,
    IServerStreamWriter<WatchChangesResponse> writer)
{
    const int PageRows = 200;
    const int MessageBytes = 1024 * 1024;

    FeedPosition _position = start;

    /// <summary>Tells the caller how far it is.</summary>
    public Task BookmarkAsync() => writer.WriteAsync(new()
    {
        Revision = _position.Revision,
        ResumeToken = _position.ToToken(hub),
    });

    /// <summary>Sends what is new up to a position.</summary>
    /// <exception cref="ApiError">OUT_OF_RANGE: the log is not what the caller followed.</exception>
    public async Task SendUpToAsync(FeedPosition head, CancellationToken cancellation)
    {
        if (_position == default)
        {
            _position = new(head.Epoch, 0);
        }

        if (head.Epoch != _position.Epoch || head.Revision < _position.Revision)
        {
            throw FeedErrors.Restored();
        }

        var read = (_position.Revision, Ordinal: int.MaxValue);
        while (_position.Revision < head.Revision)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = await store.AfterAsync(hub, read.Revision, read.Ordinal, head.Revision, PageRows + 1);
            await SendAsync(rows, cancellation);
            var last = rows[Math.Min(rows.Count, PageRows) - 1];
            read = (last.Revision, last.Ordinal);
        }
    }

    /// <summary>Sends a page. The row after it, if there is one, says whether its last revision goes on.</summary>
    async Task SendAsync(IReadOnlyList<ChangeRow> rows, CancellationToken cancellation)
    {
        var next = rows.Count > PageRows ? rows[PageRows].Revision : 0;
        foreach (var revision in rows.Take(PageRows).GroupBy(row => row.Revision))
        {
            cancellation.ThrowIfCancellationRequested();
            if (revision.Key != _position.Revision + 1)
            {
                throw FeedErrors.Gone();
            }

            await SendAsync(await view.ShowAsync([.. revision]), revision.Key, goesOn: next == revision.Key);
        }

        if (rows.Count == 0)
        {
            throw FeedErrors.Gone();
        }
    }

    async Task SendAsync(IReadOnlyList<Changes.V1.Change> changes, long revision, bool goesOn)
    {
        var message = new WatchChangesResponse { Revision = revision };
        var size = 0;
        foreach (var change in changes)
        {
            var more = change.CalculateSize();
            if (size > 0 && size + more > MessageBytes)
            {
                message.Partial = true;
                await writer.WriteAsync(message);
                message = new() { Revision = revision };
                size = 0;
            }

            message.Changes.Add(change);
            size += more;
        }

        message.Partial = goesOn;
        if (!goesOn)
        {
            _position = _position with { Revision = revision };
            message.ResumeToken = _position.ToToken(hub);
        }

        await writer.WriteAsync(message);
    }
}
