using Grpc.Core;
using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>Reads the change log for the callers of a service.</summary>
public sealed class ChangeFeed
{
    readonly CallScope _call;
    readonly ChangeStore _store;
    readonly ChangeView _view;
    readonly ChangeWatcher _watcher;
    readonly ChangeVerification _verification;

    internal ChangeFeed(CallScope call, ChangeStore store, ChangeView view, ChangeWatcher watcher,
        ChangeVerification verification) =>
        (_call, _store, _view, _watcher, _verification) = (call, store, view, watcher, verification);

    /// <summary>A page of changes.</summary>
    public async Task<ListChangesResponse> ListAsync(ListChangesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var page = await _store.ListAsync(_call.Hub, ListRequest.From(request));
        return new()
        {
            Changes = { await _view.ShowAsync(page.Rows) },
            NextPageToken = page.NextPageToken,
        };
    }

    /// <summary>Changes as they come.</summary>
    public async Task WatchAsync(
        WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireOneHub();
        if (FeedSessions.IsRead(context))
        {
            await _watcher.WatchAsync(request.ResumeToken, stream);
        }
    }

    /// <summary>Whether a part of the log is as it was written.</summary>
    public Task<VerifyChangesResponse> VerifyAsync(VerifyChangesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireOneHub();
        return _verification.VerifyAsync(_call.Hub, request);
    }

    void RequireOneHub()
    {
        if (_call.Hub == "*")
        {
            throw ApiError.Invalid("parent", "names one hub: each has a log of its own");
        }
    }
}
