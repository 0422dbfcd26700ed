using System.Text;

namespace Mastery.ServiceDefaults;

/// <summary>The words of a filter with their positions, counted from 1 as callers see them.</summary>
ref struct FilterLexer(string text)
{
    int _at;

    /// <summary>Where the next word starts.</summary>
    public int Position
    {
        get
        {
            SkipSpace();
            return _at + 1;
        }
    }

    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return _at >= text.Length;
        }
    }

    /// <summary>Takes <paramref name="symbol"/> if it comes next.</summary>
    public bool Take(char symbol)
    {
        var found = !AtEnd && text[_at] == symbol;
        _at += found ? 1 : 0;
        return found;
    }

    /// <summary>Takes <paramref name="keyword"/> if it is the next whole word.</summary>
    public bool TakeWord(string keyword)
    {
        SkipSpace();
        var end = _at + keyword.Length;
        if (string.CompareOrdinal(text, _at, keyword, 0, keyword.Length) != 0
            || (end < text.Length && !IsBoundary(text[end])))
        {
            return false;
        }

        _at = end;
        return true;
    }

    public bool Sees(char symbol) => !AtEnd && text[_at] == symbol;

    /// <summary>Whether a keyword comes next.</summary>
    public bool SeesWord(string keyword)
    {
        var copy = this;
        return copy.TakeWord(keyword);
    }

    /// <summary>A field's name; empty when something else comes.</summary>
    public string Field()
    {
        SkipSpace();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>A comparison's operator; empty when something else comes.</summary>
    public string Operator()
    {
        SkipSpace();
        var two = text.AsSpan(_at, Math.Min(2, text.Length - _at));
        var length = two is "!=" or "<=" or ">=" ? 2 : two.Length > 0 && two[0] is '=' or '<' or '>' or ':' ? 1 : 0;
        var found = text.Substring(_at, length);
        _at += length;
        return found;
    }

    /// <summary>A quoted or bare value; null when there is none or its quote is never closed.</summary>
    public string? Value()
    {
        SkipSpace();
        if (_at < text.Length && text[_at] is '"' or '\'')
        {
            return Quoted(text[_at++]);
        }

        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at])
            && text[_at] is not ('(' or ')' or '"' or '\'' or ','))
        {
            _at++;
        }

        return _at == start ? null : text[start.._at];
    }

    string? Quoted(char quote)
    {
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            _at += text[_at] == '\\' && _at + 1 < text.Length ? 1 : 0;
            value.Append(text[_at++]);
        }

        return _at++ < text.Length ? value.ToString() : null;
    }

    void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    static bool IsBoundary(char character) => char.IsWhiteSpace(character) || character is '(' or ')' or '-';
}
