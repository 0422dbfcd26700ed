using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using Mastery.Mis.Files;
using Mastery.Mis.Tables;

namespace Mastery.Mis.HandMade;

/// <summary>The sheets of a workbook, or the ways to read a CSV file: one for each separator.</summary>
sealed class Sheets : IDisposable
{
    static readonly byte[] OldWorkbook = [0xD0, 0xCF, 0x11, 0xE0];
    static readonly byte[] Zip = "PK"u8.ToArray();

    // A sheet nests its elements eight deep, and texts with their looks a few more.
    const int Deepest = 64;

    /// <summary>The most that a workbook may unpack to: its reader keeps the texts of all cells.</summary>
    const long MostBytes = 128L << 20;

    static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    readonly SourceFile _file;
    readonly IExcelDataReader? _workbook;
    readonly List<RowReader> _opened = [];

    static Sheets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Opens a file.</summary>
    /// <exception cref="StaffSourceException">It is a workbook that cannot be read.</exception>
    public Sheets(string path)
    {
        _file = new(Path.GetFileName(path), () => File.OpenRead(path));
        var head = _file.Head(4);
        if (head.AsSpan().StartsWith(Zip) || head.AsSpan().StartsWith(OldWorkbook))
        {
            _workbook = OpenWorkbook(path);
        }
    }

    /// <summary>Whether it is a workbook.</summary>
    public bool AreOfWorkbook => _workbook is not null;

    /// <summary>The sheets one after another; the next one ends the one before.</summary>
    /// <param name="name">The only one that is wanted; empty for all.</param>
    public IEnumerable<(string Name, RowReader Rows)> All(string name) => _workbook is null ? OfCsv()
        : OfWorkbook(_workbook).Where(sheet => name.Length == 0 || sheet.Name.Equals(name,
            StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Dispose()
    {
        _opened.ForEach(rows => rows.Dispose());
        _workbook?.Dispose();
    }

    IEnumerable<(string Name, RowReader Rows)> OfCsv()
    {
        var encoding = TextEncoding.Of(_file);
        foreach (var separator in ",;\t|")
        {
            var rows = new CsvRowReader(_file, encoding, separator);
            _opened.Add(rows);
            yield return (_file.Name, rows);
        }
    }

    IEnumerable<(string Name, RowReader Rows)> OfWorkbook(IExcelDataReader workbook)
    {
        do
        {
            yield return (workbook.Name, new SheetRowReader(workbook, _file.Name));
        }
        while (SheetRowReader.Next(workbook.NextResult, _file.Name));
    }

    IExcelDataReader OpenWorkbook(string path)
    {
        var stream = File.OpenRead(path);
        try
        {
            if (_file.Head(2).AsSpan().StartsWith(Zip))
            {
                RefuseBomb(path);
            }

            return ExcelReaderFactory.CreateReader(stream);
        }
        catch (Exception exception) when (SheetRowReader.IsDamage(exception))
        {
            stream.Dispose();
            throw SourceFile.Unreadable(_file.Name, exception);
        }
    }

    // What is nested deeper and deeper takes fifty times its size when it is read.
    void RefuseDepth(BoundedStream stream)
    {
        try
        {
            using var reader = XmlReader.Create(stream, Plain);
            while (reader.Read())
            {
                if (reader.Depth > Deepest)
                {
                    throw new StaffSourceException($"{_file.Name} is nested too deep to be a workbook.");
                }
            }
        }
        catch (XmlException)
        {
            // A picture, or damaged: where it is needed, its reader finds out.
        }
    }

    // What an archive says of its sizes need not be true, so that it is unpacked once and thrown away.
    void RefuseBomb(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var left = MostBytes;
        foreach (var entry in archive.Entries)
        {
            using var stream = new BoundedStream(entry.Open(), _file.Name, MostBytes, left);
            RefuseDepth(stream);
            stream.CopyTo(Stream.Null);
            left -= stream.Position;
        }
    }
}
