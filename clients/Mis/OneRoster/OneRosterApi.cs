using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Mastery.Mis.Http;

namespace Mastery.Mis.OneRoster;

/// <summary>Reads the pages of a OneRoster service.</summary>
sealed class OneRosterApi(ApiClient api, Uri address, int pageSize)
{
    const int MostPages = 10_000;

    /// <summary>The time of the server when it first answered.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>All items of a collection, page by page: by the header <c>Link</c>, else by <c>offset</c>.</summary>
    /// <param name="collection">The collection: <c>orgs</c>.</param>
    /// <param name="filter">A filter of OneRoster; empty for none.</param>
    /// <param name="type">The form of a page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<TItem> AllAsync<TPage, TItem>(
        string collection,
        string filter,
        JsonTypeInfo<TPage> type,
        Func<TPage, List<TItem>?> items,
        [EnumeratorCancellation] CancellationToken cancellation)
        where TPage : class
    {
        var offset = 0;
        var page = Page(collection, filter, offset);
        for (var number = 0; page is not null; number++)
        {
            if (number == MostPages)
            {
                throw new StaffSourceException($"{address.Host} gives more than {MostPages} pages of {collection}: it "
                    + "does not come to an end.");
            }

            var answer = await api.GetAsync(page, type, cancellation);
            Date ??= answer.Date;
            var found = items(answer.Required()) ?? [];
            foreach (var item in found)
            {
                yield return item;
            }

            offset += found.Count;
            page = answer.Next is { } next ? ApiAddress.Next(page, next)
                : found.Count > 0 && (answer.Total is { } total ? offset < total : found.Count >= pageSize)
                ? Page(collection, filter, offset) : null;
        }
    }

    Uri Page(string collection, string filter, int offset)
    {
        var query = filter.Length > 0 ? $"&filter={Uri.EscapeDataString(filter)}" : "";
        return new(address, string.Create(
            CultureInfo.InvariantCulture, $"{collection}?limit={pageSize}&offset={offset}{query}"));
    }
}
