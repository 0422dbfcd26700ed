using System.Text;

namespace Mastery.Cli.Gias;

/// <summary>
/// A GIAS file opened as a table: detects the encoding, finds the header below any lines above it, and finds columns by
/// name, because their order changes from year to year. Only the core columns are required.
/// </summary>
public sealed class GiasTable
{
    const int MostPreamble = 20;
    const int HeadLength = 1 << 14;

    readonly CsvRecords _records;
    readonly Dictionary<string, int> _columns = [];
    readonly string[] _header;

    GiasTable(CsvRecords records, TextCoding coding, int preamble)
    {
        (_records, Coding, Preamble) = (records, coding, preamble);
        _header = [.. Enumerable.Range(0, records.Count).Select(i => TryText(i)?.Trim() ?? "")];
        for (var i = 0; i < _header.Length; i++)
        {
            _columns.TryAdd(Key(_header[i]), i);
        }

        records.Width = _header.Length;
    }

    /// <summary>The file's character encoding.</summary>
    public TextCoding Coding { get; }

    /// <summary>The number of lines above the header.</summary>
    public int Preamble { get; }

    /// <summary>The header as in the file.</summary>
    public IReadOnlyList<string> Header => _header;

    /// <summary>The current record.</summary>
    public CsvRecords Record => _records;

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Read() => _records.Read();

    /// <summary>
    /// Opens a stream that can seek. Throws <see cref="GiasFileException"/> when it is empty, not CSV, or has no header
    /// with these columns; for each required column, one of its names must be there.
    /// </summary>
    public static GiasTable Open(Stream stream, params string[][] core)
    {
        var head = Head(stream);
        if (head.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0 && stream.Length <= head.Length)
        {
            throw new GiasFileException("the file is empty: download it again");
        }

        var coding = TextCoding.Of(stream);
        foreach (var delimiter in ",;\t"u8)
        {
            if (Find(Cells(stream, coding), coding, delimiter, head, core) is { } table)
            {
                return table;
            }
        }

        throw NoHeader(head.AsSpan(coding.Mark), coding, core);
    }

    /// <summary>The column of that name, tolerant of case, spaces and punctuation.</summary>
    public Column Column(string name) =>
        _columns.TryGetValue(Key(name), out var index) ? new(index, _header[index]) : new(-1, name);

    /// <summary>A cell as text, unescaped and not yet trimmed; null when its bytes are not valid text.</summary>
    public string? TryText(int index)
    {
        try
        {
            return Text(index);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>A cell's bytes for a message, whether they are valid text or not.</summary>
    public string AnyText(int index) => TryText(index) ?? Encoding.Latin1.GetString(_records[index]);

    string Text(int index)
    {
        var bytes = _records[index];
        var text = Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : Coding.Encoding.GetString(bytes);
        return _records.Doubled(index) ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    static byte[] Head(Stream stream)
    {
        var head = new byte[Math.Min(HeadLength, stream.Length)];
        stream.Position = 0;
        stream.ReadExactly(head);
        stream.Position = 0;
        return head;
    }

    static Stream Cells(Stream stream, TextCoding coding)
    {
        stream.Position = coding.Mark;
        return coding.Source is null
            ? stream
            : Encoding.CreateTranscodingStream(stream, coding.Source, Encoding.UTF8, leaveOpen: true);
    }

    static GiasTable? Find(Stream cells, TextCoding coding, byte delimiter, byte[] head, string[][] core)
    {
        // Old Macintosh spreadsheets end lines with a carriage return only.
        var lineEnd = head.Contains((byte)'\n') || !head.Contains((byte)'\r') ? (byte)'\n' : (byte)'\r';
        var records = new CsvRecords(cells, delimiter, lineEnd);
        while (records.Line <= MostPreamble && records.Read())
        {
            var table = new GiasTable(records, coding, records.Line - 1);
            if (core.All(names => names.Any(name => table.Column(name).Exists)))
            {
                return table;
            }

            records.Width = 0;
        }
        return null;
    }

    static GiasFileException NoHeader(ReadOnlySpan<byte> head, TextCoding coding, string[][] core) =>
        coding.Source is null && FileKind.Recognise(head) is { } advice
            ? new($"this is not CSV, it looks like {advice}")
            : new($"no line of the first {MostPreamble} is a header with the columns " +
                $"{string.Join(", ", core.Select(names => string.Join(" or ", names)))}; " +
                $"the file begins with \"{FileKind.Beginning(head)}\"");

    static string Key(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}

/// <summary>A column of a table: its position and its name in the file.</summary>
public readonly record struct Column(int Index, string Name)
{
    /// <summary>Whether the file has it.</summary>
    public bool Exists => Index >= 0;
}
