namespace Mastery.ServiceDefaults;

/// <summary>The subset of AIP-160 that lists understand: comparisons over listed fields, AND, OR (which binds tighter,
/// as the AIP has it), NOT or <c>-</c>, parentheses; terms side by side mean AND.</summary>
ref struct FilterParser
{
    const int LongestFilter = 2000;
    const int DeepestNesting = 20;

    readonly ListShape _shape;
    FilterLexer _words;
    int _depth;

    FilterParser(string text, ListShape shape)
    {
        _words = new FilterLexer(text);
        _shape = shape;
    }

    /// <summary>Parses a filter that is not empty.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT with the position and the fields allowed.</exception>
    public static FilterNode Parse(string text, ListShape shape)
    {
        if (text.Length > LongestFilter)
        {
            throw ApiError.Invalid("filter", $"may have at most {LongestFilter} characters");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return new FilterNode.And([]);
        }

        var parser = new FilterParser(text, shape);
        var node = parser.Expression();
        return parser._words.AtEnd ? node : throw parser.Error("has something that does not belong there");
    }

    FilterNode Expression()
    {
        List<FilterNode> parts = [Factor()];
        while (_words.TakeWord("AND") || (!_words.AtEnd && !_words.Sees(')')))
        {
            parts.Add(Factor());
        }

        return parts is [var only] ? only : new FilterNode.And(parts);
    }

    FilterNode Factor()
    {
        List<FilterNode> parts = [Term()];
        while (_words.TakeWord("OR"))
        {
            parts.Add(Term());
        }

        return parts is [var only] ? only : new FilterNode.Or(parts);
    }

    FilterNode Term()
    {
        if (++_depth > DeepestNesting)
        {
            throw Error("is nested too deeply");
        }

        var node = _words.TakeWord("NOT") || _words.Take('-') ? new FilterNode.Not(Term()) : Simple();
        _depth--;
        return node;
    }

    FilterNode Simple()
    {
        if (!_words.Take('('))
        {
            return Comparison();
        }

        var node = Expression();
        return _words.Take(')') ? node : throw Error("lacks a ')'");
    }

    FilterNode.Comparison Comparison()
    {
        var position = _words.Position;
        var field = Masks.Snake(_words.Field());
        if (!_shape.Columns.TryGetValue(field, out var column))
        {
            throw Error(_shape.Columns.Count == 0 ? "is not supported by this list"
                : $"must name one of {string.Join(", ", _shape.Columns.Keys)}", position);
        }

        position = _words.Position;
        var comparison = _words.Operator();
        if (comparison.Length == 0)
        {
            throw Error($"needs one of {column.Operators} after '{field}'", position);
        }

        position = _words.Position;
        var value = _words.Value() ?? throw Error($"needs {column.Expects}", position);
        return (comparison == ":" && value == "*")
            || (comparison is "=" or "!=" && value.Length == 0)
            || column.Operators.Split(' ').Contains(comparison)
            ? new FilterNode.Comparison(field, comparison, value)
            : throw Error($"allows only {column.Operators} and :* after '{field}'", position);
    }

    ApiError Error(string what) => Error(what, _words.Position);

    static ApiError Error(string what, int position) => ApiError.Invalid("filter", $"{what} (at character {position})");
}
