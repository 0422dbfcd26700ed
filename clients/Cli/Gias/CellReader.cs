using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads the cells of the current row and collects their errors. An empty cell gives the empty value: the file says
/// that there is none. A cell whose column the file does not have, or that is damaged, gives null: the file does not
/// say. A damaged one adds an error.
/// </summary>
sealed class CellReader(GiasTable table)
{
    const int ShownValue = 200;

    readonly Dictionary<int, string> _last = [];
    List<GiasIssue> _issues = [];

    /// <summary>The errors of the row; the next row begins with none.</summary>
    public IReadOnlyList<GiasIssue> TakeIssues()
    {
        if (_issues.Count == 0)
        {
            return [];
        }

        var taken = _issues;
        _issues = [];
        return taken;
    }

    /// <summary>The number of errors so far.</summary>
    public int IssueCount => _issues.Count;

    /// <summary>Adds an error of a cell or, without a column, of the row.</summary>
    public void AddIssue(Column column, string value, string reason) =>
        _issues.Add(new(table.Record.Line, column.Name, Shown(value), reason));

    /// <summary>Text of limited length.</summary>
    public string? FreeText(Column column, int longest)
    {
        var text = Text(column);
        if (text is null || text.Length <= longest)
        {
            return text;
        }

        AddIssue(column, text, $"longer than {longest} characters");
        return null;
    }

    /// <summary>A code, with or without leading zeros.</summary>
    public string? Code(Column column) => FreeText(column, 20) is { } text ? CellText.Code(text) : null;

    /// <summary>A number with a fixed count of digits.</summary>
    public string? Digits(Column column, int width, bool pad)
    {
        var text = Text(column);
        if (text is null or "")
        {
            return text;
        }

        if (CellText.TryDigits(text, width, pad, out var digits, out var reason))
        {
            return digits;
        }

        AddIssue(column, text, reason);
        return null;
    }

    /// <summary>A date as ISO text.</summary>
    public string? Date(Column column)
    {
        var text = Text(column);
        if (text is null or "")
        {
            return text;
        }

        if (CellText.TryDate(text, out var date, out var reason))
        {
            return date;
        }

        AddIssue(column, text, reason);
        return null;
    }

    /// <summary>An age in years, 0 to 99.</summary>
    public int? Age(Column column)
    {
        var text = Text(column);
        if (text is null or "")
        {
            return text is null ? null : 0;
        }

        if (CellText.TryDigits(text, 2, pad: true, out var digits, out _))
        {
            return (digits[0] - '0') * 10 + digits[1] - '0';
        }

        AddIssue(column, text, "not an age in years");
        return null;
    }

    /// <summary>A code and its name; null when the file does not say one that it has a column for.</summary>
    public CodedValue? CodeAndName(Column code, Column name, int pad = 0)
    {
        var digits = pad > 0 ? Digits(code, pad, pad: true) : Code(code);
        var text = FreeText(name, 300);
        return !code.Exists && !name.Exists || code.Exists && digits is null || name.Exists && text is null
            ? null
            : new() { Code = digits ?? "", DisplayName = text ?? "" };
    }

    /// <summary>The cell's text without surrounding characters.</summary>
    public string? Text(Column column)
    {
        if (!column.Exists)
        {
            return null;
        }

        if (column.Index >= table.Record.Count || table.Record[column.Index].IsEmpty)
        {
            return "";
        }

        if (table.TryText(column.Index) is not { } raw)
        {
            AddIssue(column, table.AnyText(column.Index), $"not {table.Coding.Name} text");
            return null;
        }

        var text = CellText.Clean(raw);
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.AsSpan().ContainsAnyInRange('\u007F', '\u009F'))
        {
            return Deduplicate(column.Index, text);
        }

        AddIssue(column, text, "has a control character in it");
        return null;
    }

    // Neighbouring rows often have the same authority, town and type: reuse one string for them.
    string Deduplicate(int index, string text)
    {
        if (_last.TryGetValue(index, out var before) && before == text)
        {
            return before;
        }

        _last[index] = text;
        return text;
    }

    static string Shown(string value) => value.Length <= ShownValue ? value : value[..ShownValue] + "…";
}
