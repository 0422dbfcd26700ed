using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>Reads the change log for the callers of a service.</summary>
public sealed class ChangeFeed
{
    readonly CallScope _call;
    readonly ChangeStore _store;
    readonly ChangeView _view;

    internal ChangeFeed(CallScope call, ChangeStore store, ChangeView view) =>
        (_call, _store, _view) = (call, store, view);

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
}
