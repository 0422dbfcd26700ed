using System.Buffers;

namespace Mastery.Cli.Gias;

/// <summary>Why a record could not be split into fields.</summary>
public enum CsvDamage
{
    /// <summary>It could.</summary>
    None,

    /// <summary>A quotation mark is not closed.</summary>
    Unclosed,

    /// <summary>There is no end of line within the longest record allowed.</summary>
    TooLong,
}

/// <summary>
/// Splits a stream of bytes into records and fields without decoding them, in a buffer no larger than the longest
/// record allowed. A stray quotation mark damages only its own line: when a quoted field does not close within a few
/// lines, or its record then has the wrong number of fields, only the first line is rejected.
/// </summary>
public sealed class CsvRecords(Stream stream, byte delimiter, byte lineEnd)
{
    const int LongestRecord = 1 << 20;
    const int MostLines = 20;
    const byte Quote = (byte)'"';
    const byte Return = (byte)'\r';

    readonly SearchValues<byte> _ends = SearchValues.Create([delimiter, lineEnd]);
    readonly SearchValues<byte> _marks = SearchValues.Create([Quote, lineEnd]);
    readonly List<CsvField> _fields = [];
    byte[] _buffer = new byte[1 << 16];
    int _start, _length, _filled, _lines;
    bool _ended;

    /// <summary>The line on which the record begins, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>How many lines it takes up.</summary>
    public int Lines => _lines;

    /// <summary>Whether, and how, it is damaged.</summary>
    public CsvDamage Damage { get; private set; }

    /// <summary>How many fields a record of several lines must have; with 0, every line is a record.</summary>
    public int Width { get; set; }

    /// <summary>How many fields the record has.</summary>
    public int Count => _fields.Count;

    /// <summary>The bytes of a field, still escaped.</summary>
    public ReadOnlySpan<byte> this[int index] => _buffer.AsSpan(_start + _fields[index].Start, _fields[index].Length);

    /// <summary>Whether quotation marks inside a field are doubled.</summary>
    public bool Doubled(int index) => _fields[index].Doubled;

    /// <summary>Whether all fields from an index on are empty.</summary>
    public bool EmptyFrom(int index)
    {
        for (; index < Count; index++)
        {
            if (this[index].IndexOfAnyExcept((byte)' ', (byte)'\t', Return) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Goes to the next record; false at the end of the stream.</summary>
    public bool Read()
    {
        Line += _lines;
        _start += _length;
        _length = _lines = 0;
        if (!Reach(0))
        {
            return false;
        }

        Damage = Split(Width > 0 ? MostLines : 1);
        if (Damage == CsvDamage.TooLong || (_lines > 1 && (Damage == CsvDamage.Unclosed || Count != Width)))
        {
            Damage = Split(1);
        }

        if (Damage == CsvDamage.TooLong)
        {
            SkipLine();
        }

        return true;
    }

    CsvDamage Split(int most)
    {
        _fields.Clear();
        _lines = 1;
        for (var from = 0; ;)
        {
            var damage = Reach(from) && _buffer[_start + from] == Quote ? Quoted(from, most) : Plain(from);
            if (damage != CsvDamage.None)
            {
                return damage;
            }

            if (_length < _filled - _start && _buffer[_start + _length] == delimiter)
            {
                from = _length + 1;
                continue;
            }
            if (Reach(_length))
            {
                _length++;
            }

            return CsvDamage.None;
        }
    }

    // Leaves `length` at the delimiter or end of line after the field.
    CsvDamage Plain(int from)
    {
        _length = Find(from, _ends);
        if (_length < 0)
        {
            return TooLong(from);
        }

        _fields.Add(new(from, WithoutReturn(from, _length) - from, false));
        return CsvDamage.None;
    }

    CsvDamage Quoted(int from, int most)
    {
        var doubled = false;
        for (var at = from + 1; ;)
        {
            at = Find(at, _marks);
            if (at < 0)
            {
                return TooLong(from);
            }

            if (!Reach(at))
            {
                return Unclosed(from, at, at);
            }

            if (_buffer[_start + at] == lineEnd)
            {
                if (_lines == most)
                {
                    return Unclosed(from, at, at + 1);
                }

                _lines++;
                at++;
            }
            else if (Closes(at, out _length))
            {
                _fields.Add(new(from + 1, at - from - 1, doubled));
                return CsvDamage.None;
            }
            else
            {
                // A doubled mark is one mark; a single one that closes nothing is part of the text.
                var pair = Reach(at + 1) && _buffer[_start + at + 1] == Quote;
                doubled |= pair;
                at += pair ? 2 : 1;
            }
        }
    }

    bool Closes(int at, out int next)
    {
        next = at + 1;
        if (!Reach(next) || _ends.Contains(_buffer[_start + next]))
        {
            return true;
        }

        if (_buffer[_start + next] != Return || (Reach(next + 1) && _buffer[_start + next + 1] != lineEnd))
        {
            return false;
        }

        next++;
        return true;
    }

    CsvDamage Unclosed(int from, int to, int next)
    {
        _fields.Add(new(from, WithoutReturn(from, to) - from, false));
        _length = next;
        return CsvDamage.Unclosed;
    }

    CsvDamage TooLong(int from)
    {
        _length = _filled - _start;
        _fields.Add(new(from, _length - from, false));
        _lines = 1;
        return CsvDamage.TooLong;
    }

    int WithoutReturn(int from, int to) =>
        to > from && lineEnd != Return && AtLineEnd(to) && _buffer[_start + to - 1] == Return ? to - 1 : to;

    bool AtLineEnd(int at) => _start + at == _filled || _buffer[_start + at] == lineEnd;

    // The position of the first such byte from here, or of the end of the stream; -1 when the record is too long.
    int Find(int from, SearchValues<byte> values)
    {
        while (true)
        {
            var found = _buffer.AsSpan((_start + from).._filled).IndexOfAny(values);
            if (found >= 0)
            {
                return from + found;
            }

            from = _filled - _start;
            if (from >= LongestRecord)
            {
                return -1;
            }

            if (!Fill())
            {
                return from;
            }
        }
    }

    bool Reach(int at)
    {
        while (_start + at >= _filled)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        if (_start > 0 && _filled == _buffer.Length)
        {
            _buffer.AsSpan(_start.._filled).CopyTo(_buffer);
            (_filled, _start) = (_filled - _start, 0);
        }
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        _ended = read == 0;
        return !_ended;
    }

    // The fields stay readable, because skipped bytes are read into the buffer after them.
    void SkipLine()
    {
        Span<byte> rest = stackalloc byte[1];
        while (stream.Read(rest) == 1)
        {
            if (rest[0] == lineEnd)
            {
                return;
            }
        }

        _ended = true;
    }

    readonly record struct CsvField(int Start, int Length, bool Doubled);
}
