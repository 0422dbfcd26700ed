using System.Globalization;
using Dapper;

namespace Mastery.ServiceDefaults;

/// <summary>Writes a filter as a condition. Of the caller's text only parameters reach the database.</summary>
sealed class FilterSql(ListShape shape, DynamicParameters parameters)
{
    int _count;

    /// <exception cref="ApiError">INVALID_ARGUMENT when a value is not of its field's kind.</exception>
    public string Write(FilterNode node) => node switch
    {
        FilterNode.And { Parts.Count: 0 } => "TRUE",
        FilterNode.And and => $"({string.Join(" AND ", and.Parts.Select(Write))})",
        FilterNode.Or or => $"({string.Join(" OR ", or.Parts.Select(Write))})",
        FilterNode.Not not => $"({Write(not.Part)} IS NOT TRUE)",
        FilterNode.Comparison comparison => Compare(shape.Columns[comparison.Field], comparison),
        _ => throw new InvalidOperationException($"{node.GetType()} is no filter."),
    };

    /// <summary>Of a list of messages, one fits; <c>!=</c> means that none has the value.</summary>
    string Compare(Column column, FilterNode.Comparison comparison) => (column.Rows, comparison.Operator) switch
    {
        (null, _) => CompareValue(column, comparison),
        (_, "!=") => $"(NOT {Compare(column, comparison with { Operator = "=" })})",
        var (rows, _) => string.Format(CultureInfo.InvariantCulture, rows, CompareValue(column, comparison)),
    };

    string CompareValue(Column column, FilterNode.Comparison comparison)
    {
        if (comparison is { Operator: ":", Value: "*" })
        {
            return $"(NOT {column.Absent})";
        }

        if (comparison.Operator is "=" or "!=" && column.IsNone(comparison.Value))
        {
            return comparison.Operator == "=" ? column.Absent : $"(NOT {column.Absent})";
        }

        var value = column.Parse(comparison.Value)
            ?? throw ApiError.Invalid("filter",
                $"compares '{comparison.Field}' with a value that is not {column.Expects}");
        return column switch
        {
            { IsArray: true } => $"({Add(value)} = ANY({column.Sql}))",
            { IsWords: true } when comparison.Operator == ":" => CompareWords(column, (string)value),
            { IsText: true } => CompareText(column, comparison.Operator, (string)value),
            _ when comparison.Operator == "!=" => $"({column.Sql} IS DISTINCT FROM {Add(value)})",
            _ => $"({column.Sql} {(comparison.Operator == ":" ? "=" : comparison.Operator)} {Add(value)})",
        };
    }

    string CompareText(Column column, string comparison, string value)
    {
        string Folded(string sql) => $"{column.Folding}({sql})";
        string Compared(string sql) => column.IsFolded ? Folded(sql) : sql;
        return (comparison, value) switch
        {
            ("=" or ":", [.. var prefix, '*']) => $"({Folded(column.Sql)} ^@ {Folded(Add(prefix))})",
            ("!=", [.. var prefix, '*']) => $"(({Folded(column.Sql)} ^@ {Folded(Add(prefix))}) IS NOT TRUE)",
            (":", _) => $"(strpos({Folded(column.Sql)}, {Folded(Add(value))}) > 0)",
            ("!=", _) => $"({Compared(column.Sql)} IS DISTINCT FROM {Compared(Add(value))})",
            _ => $"({Compared(column.Sql)} {comparison} {Compared(Add(value))})",
        };
    }

    /// <summary>The words are cut and quoted by the server itself; text without a word matches nothing.</summary>
    string CompareWords(Column column, string value) => $"({column.Sql}_words @@ "
        + $"(nullif(plainto_tsquery('simple', fold({Add(value.TrimEnd('*'))}))::text, '')"
        + $"{(value.EndsWith('*') ? " || ':*'" : "")})::tsquery)";

    string Add(object value)
    {
        var name = $"filter_{_count++}";
        parameters.Add(name, value);
        return "@" + name;
    }
}
