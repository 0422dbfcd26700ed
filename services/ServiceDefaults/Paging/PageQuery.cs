using System.Reflection;
using System.Text;

namespace Mastery.ServiceDefaults;

/// <summary>The SQL of one page: a keyset, never an offset, so that the millionth page costs what the first
/// does.</summary>
sealed class PageQuery<T>
{
    readonly ListRequest _list;
    readonly IReadOnlyList<OrderTerm> _order;
    readonly IReadOnlyList<int> _compared;
    readonly PropertyInfo[] _properties;

    /// <param name="shape">The list's order.</param>
    /// <param name="list">The request.</param>
    /// <param name="select">The statement up to its condition.</param>
    /// <param name="where">The list's own condition.</param>
    /// <param name="parameters">The parameters of that condition.</param>
    /// <param name="oneHub">Whether all rows are of one hub. Then its column tells none from another, and must not be
    /// compared: beside <c>hub_id = …</c>, PostgreSQL begins to read an index at a comparison of <c>id</c>, but not at
    /// one of <c>(hub_id, id)</c>.</param>
    public PageQuery(ListShape shape, ListRequest list, string select, string where, object? parameters, bool oneHub)
    {
        _list = list;
        _order = shape.Order(list.OrderBy);
        _compared = [.. Enumerable.Range(0, _order.Count).Where(index => !oneHub || !_order[index].IsHub)];
        _properties = [.. _order.Select(Property)];
        Parameters = SqlParameters.From(parameters);
        List<string> conditions = [];
        if (where.Length > 0)
        {
            conditions.Add($"({where})");
        }

        if (list.Filter.Length > 0)
        {
            conditions.Add(new FilterSql(shape, Parameters).Write(FilterParser.Parse(list.Filter, shape)));
        }

        if (list.Token.Length > 0)
        {
            conditions.Add(After(PageToken.Read(list, [.. _properties.Select(property => property.PropertyType)])));
        }

        Parameters.Add("page_limit", list.Size + 1);
        var orders = _order.Select(term =>
            term.Sql + (term.Descending ? " DESC" : "") + (term.Nullable ? " NULLS LAST" : ""));
        Sql = $"{select}{(conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions))} ORDER BY "
            + string.Join(", ", orders)
            + " LIMIT @page_limit";
    }

    public string Sql { get; }

    public SqlParameters Parameters { get; }

    /// <summary>The page of the rows read: one more than asked for tells that there is a next.</summary>
    public Page<T> Page(IReadOnlyList<T> rows) => rows.Count <= _list.Size
        ? new Page<T>(rows, "")
        : new Page<T>(
            [.. rows.Take(_list.Size)],
            TokenAfter(rows[_list.Size - 1]));

    /// <summary>The token of the page that starts after <paramref name="row"/>.</summary>
    public string TokenAfter(T row) => PageToken.Write(_list, _properties.Select(property => property.GetValue(row)));

    string After(object?[] values)
    {
        foreach (var index in _compared)
        {
            Parameters.Add($"page_{index}", values[index]);
        }

        var first = _order[_compared[0]];
        var uniform = _compared.All(index => !_order[index].Nullable && _order[index].Descending == first.Descending);
        return uniform
            ? $"({string.Join(", ", _compared.Select(index => _order[index].Sql))}) {(first.Descending ? '<' : '>')} "
                + $"({string.Join(", ", _compared.Select(index => $"@page_{index}"))})"
            : Mixed(values);
    }

    /// <summary>The same for columns of different directions or with NULLs: further in the first column, or equal in it
    /// and further in the next, and so on.</summary>
    string Mixed(object?[] values)
    {
        var sql = new StringBuilder("(");
        foreach (var index in _compared)
        {
            sql.Append(index == _compared[0] ? "(" : " OR (");
            foreach (var equal in _compared.TakeWhile(before => before != index))
            {
                sql.Append(values[equal] is null ? $"{_order[equal].Sql} IS NULL AND "
                    : $"{_order[equal].Sql} = @page_{equal} AND ");
            }

            sql.Append(Further(_order[index], values[index], index)).Append(')');
        }

        return sql.Append(')').ToString();
    }

    static string Further(OrderTerm term, object? value, int index) => value is null
        ? "FALSE"
        : $"({term.Sql} {(term.Descending ? '<' : '>')} "
            + $"@page_{index}{(term.Nullable ? $" OR {term.Sql} IS NULL" : "")})";

    static PropertyInfo Property(OrderTerm term) =>
        typeof(T).GetProperty(term.Property, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
        ?? throw new InvalidOperationException($"{typeof(T).Name} has no property for the ordered column {term.Sql}.");
}
