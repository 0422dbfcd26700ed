using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>What a list can be filtered and ordered by, and the key that makes its order total. One per store,
/// static.</summary>
public sealed class ListShape
{
    readonly IReadOnlyList<string> _orders;

    /// <summary>A list that is neither filtered nor ordered by the caller.</summary>
    /// <param name="key">The columns of a unique key, never NULL.</param>
    public ListShape(IReadOnlyList<string> key) : this(key, [], [])
    {
    }

    internal ListShape(IReadOnlyList<string> key, Dictionary<string, Column> columns, IReadOnlyList<string> orders)
    {
        Key = key;
        Columns = columns;
        _orders = orders;
    }

    internal IReadOnlyList<string> Key { get; }

    internal IReadOnlyDictionary<string, Column> Columns { get; }

    /// <summary>The shape of a resource's list, from the fields that the contract annotates with
    /// <c>mastery.query.v1.field</c>. A column is named as its field is, with <c>_id</c> where it holds the UUID of a
    /// resource of the same service, and <c>_</c> for the <c>.</c> of a path.</summary>
    /// <param name="resource">The resource that is listed.</param>
    /// <param name="key">The columns of a unique key, with the hub first where the list may span hubs. Never NULL. The
    /// alias before the first one is that of every column.</param>
    /// <param name="columns">The SQL of the fields whose column has another name.</param>
    /// <param name="rows">For a list of messages that is kept in a table of its own, by the field's name: the condition
    /// that one of its rows fits, with <c>{0}</c> for the comparison.</param>
    /// <exception cref="InvalidOperationException"><paramref name="columns"/> has a field that is not
    /// annotated.</exception>
    public static ListShape Of(
        MessageDescriptor resource,
        IReadOnlyList<string> key,
        Dictionary<string, string>? columns = null,
        Dictionary<string, string>? rows = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var fields = ListField.Of(resource);
        var alias = key[0][..(key[0].IndexOf('.', StringComparison.Ordinal) + 1)];
        return new(
            key,
            ListColumns.Of(fields, resource, alias, columns ?? [], rows ?? []),
            [.. fields.Where(field => field.Orders).Select(field => field.Path)]);
    }

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
                || !_orders.Contains(field)
                || terms.Any(term => term.Field == field))
            {
                throw ApiError.Invalid("order_by", _orders is { Count: > 0 }
                    ? $"is a list of different fields among {string.Join(", ", _orders)}, each with an optional 'desc'"
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
