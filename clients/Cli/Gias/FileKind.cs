using System.Text;

namespace Mastery.Cli.Gias;

/// <summary>Recognises files that are not CSV, and says what to do with them.</summary>
static class FileKind
{
    static readonly (byte[] Mark, string Advice)[] Marks =
    [
        ([0x50, 0x4B, 0x03, 0x04],
            "a zip archive or an Excel workbook (.xlsx): take the CSV out of the archive, or save the sheet as \"CSV "
                + "UTF-8\""),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls): save the sheet as \"CSV UTF-8\""),
        ([0x1F, 0x8B], "a gzip archive: unpack it first"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document: download the CSV file instead"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive: unpack it first"),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file: export it as CSV"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture: download the CSV file instead"),
    ];

    /// <summary>What the file looks like by its first bytes, when that is something other than CSV; else
    /// null.</summary>
    public static string? Recognise(ReadOnlySpan<byte> head)
    {
        foreach (var (mark, advice) in Marks)
        {
            if (head.StartsWith(mark))
            {
                return advice;
            }
        }

        var text = head.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("<"u8))
        {
            return "a web page or XML, perhaps the sign-in page of a proxy: open it in a browser to see, and download "
                + "the CSV file again";
        }

        if (text.StartsWith("{"u8) || text.StartsWith("["u8))
        {
            return "JSON: download the CSV file instead";
        }

        return MostlyControl(head) ? "a binary file: download the CSV file again" : null;
    }

    /// <summary>The beginning of a file, for a message.</summary>
    public static string Beginning(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 60)]);
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
    }

    // A few NULs damage single cells; a file with many control characters is not CSV.
    static bool MostlyControl(ReadOnlySpan<byte> head)
    {
        var control = 0;
        foreach (var value in head)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                control++;
            }
        }

        return control * 20 > head.Length;
    }
}
