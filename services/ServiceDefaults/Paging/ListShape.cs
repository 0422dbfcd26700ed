namespace Mastery.ServiceDefaults;

/// <summary>What a list can be filtered and ordered by, and the key that makes its order total. One per store,
/// static.</summary>
/// <param name="key">The columns of a unique key, with the hub first where the list may span hubs. Never NULL.</param>
/// <param name="columns">The filterable fields by the name that the contract gives them.</param>
/// <param name="orders">The fields, all among <paramref name="columns"/>, that <c>order_by</c> may name.</param>
public sealed class ListShape(IReadOnlyList<string> key, Dictionary<string, Column>? columns = null,
    IReadOnlyList<string>? orders = null)
{
    internal IReadOnlyList<string> Key { get; } = key;

    internal IReadOnlyDictionary<string, Column> Columns { get; } = columns ?? [];

    /// <summary>Reads <c>order_by</c>: fields with an optional <c>desc</c>, and the key at the end.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT naming the fields that can be ordered by.</exception>
    internal IReadOnlyList<OrderTerm> Order(string orderBy)
    {
        List<OrderTerm> terms = [];
        foreach (var part in orderBy.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var field = Masks.Snake(words[0]);
            if (words.Length > 2 || (words.Length == 2 && words[1] is not ("asc" or "desc"))
                || orders?.Contains(field) != true
                || terms.Any(term => term.Field == field))
            {
                throw ApiError.Invalid("order_by", orders is { Count: > 0 }
                    ? $"is a list of different fields among {string.Join(", ", orders)}, each with an optional 'desc'"
                    : "is not supported by this list");
            }

            var column = Columns[field];
            terms.Add(new OrderTerm(field, column.Sql, words is [_, "desc"], column.Nullable));
        }

        var descending = terms is [.., { Descending: true }];
        return [.. terms, .. Key.Where(column => terms.All(term => term.Sql != column))
            .Select(column => new OrderTerm(column, column, descending, false))];
    }
}

/// <summary>One column of an order.</summary>
sealed record OrderTerm(string Field, string Sql, bool Descending, bool Nullable)
{
    /// <summary>The row's property that holds the column: <c>p.create_time</c> is <c>CreateTime</c>.</summary>
    public string Property { get; } = Sql[(Sql.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal);

    /// <summary>Whether it is the column of the hub.</summary>
    public bool IsHub => Property == "hubid";
}
