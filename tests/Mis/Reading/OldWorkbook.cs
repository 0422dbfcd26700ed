using System.Buffers.Binary;
using System.Text;

namespace Mastery.Mis.Tests.Reading;

/// <summary>Writes a workbook as Excel did before 2007 and exports of older MIS still do: BIFF8 records as a stream of
/// an OLE2 file.</summary>
static class OldWorkbook
{
    /// <summary>The length of a part of the file.</summary>
    public const int Sector = 512;

    const uint End = 0xFFFFFFFE;
    const uint None = 0xFFFFFFFF;

    /// <summary>The sectors of the file: which follows which, then the directory, then the stream.</summary>
    const uint Table = 0, Directory = 1, First = 2;

    /// <summary>Shorter streams would stand among others in sectors of their own.</summary>
    const int LeastStream = 4096;

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of its sheet.</param>
    /// <param name="rows">The rows. A cell that is a number is written as one.</param>
    public static void Write(string path, string name, string[][] rows)
    {
        var stream = Records(name, rows);
        Array.Resize(ref stream, Math.Max(LeastStream, (stream.Length + Sector - 1) / Sector * Sector));
        File.WriteAllBytes(
            path, [.. Header(), .. Chains(stream.Length / Sector), .. Entries(stream.Length), .. stream]);
    }

    static byte[] Header()
    {
        var header = new byte[Sector];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(header, 0);
        Numbers(header, 24, (ushort)0x3E, (ushort)3, (ushort)0xFFFE, (ushort)9, (ushort)6);
        Numbers(header, 44, 1u, Directory, 0u, (uint)LeastStream, End, 0u, End, 0u, Table);
        header.AsSpan(80).Fill(0xFF);
        return header;
    }

    static byte[] Chains(int sectors)
    {
        var table = new byte[Sector];
        Array.Fill(table, (byte)0xFF);
        Numbers(table, 0, 0xFFFFFFFDu, End);
        for (var sector = First; sector < First + sectors; sector++)
        {
            Numbers(table, (int)sector * 4, sector + 1 == First + sectors ? End : sector + 1);
        }

        return table;
    }

    static byte[] Entries(int length) =>
        [.. Entry("Root Entry", 5, 1, End, 0), .. Entry("Workbook", 2, None, First, length), .. new byte[2 * 128]];

    static byte[] Entry(string name, byte type, uint child, uint first, int length)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        Numbers(entry, 64, (ushort)((name.Length + 1) * 2));
        (entry[66], entry[67]) = (type, 1);
        Numbers(entry, 68, None, None, child);
        Numbers(entry, 116, first, (uint)length);
        return entry;
    }

    static byte[] Records(string name, string[][] rows)
    {
        byte[] globals = [.. Begin(5), .. Record(0x42, [0xB0, 0x04])];
        var sheet = globals.Length + 4 + 8 + (name.Length * 2) + 4;
        return
        [
            .. globals,
            .. Record(0x85, [.. BitConverter.GetBytes(sheet), 0, 0, (byte)name.Length, 1,
                .. Encoding.Unicode.GetBytes(name)]),
            .. Record(0x0A, []),
            .. Begin(0x10),
            .. Record(0x200, [0, 0, 0, 0, .. BitConverter.GetBytes(rows.Length), 0, 0,
                .. BitConverter.GetBytes((ushort)rows.Max(cells => cells.Length)), 0, 0]),
            .. rows.SelectMany((cells, row) => cells.SelectMany((cell, column) => Cell(row, column, cell))),
            .. Record(0x0A, []),
        ];
    }

    static byte[] Begin(byte type) =>
        Record(0x809, [0, 6, type, 0, 0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0]);

    static byte[] Cell(int row, int column, string text)
    {
        byte[] place = [(byte)row, (byte)(row >> 8), (byte)column, 0, 0, 0];
        return text.Length is > 0 and < 8 && text.All(char.IsAsciiDigit)
            ? Record(0x203, [.. place, .. BitConverter.GetBytes(double.Parse(text, null))])
            : text.Length == 0 ? []
            : Record(0x204, [.. place, .. BitConverter.GetBytes((ushort)text.Length), 1,
                .. Encoding.Unicode.GetBytes(text)]);
    }

    static byte[] Record(ushort kind, byte[] body) =>
        [.. BitConverter.GetBytes(kind), .. BitConverter.GetBytes((ushort)body.Length), .. body];

    static void Numbers(byte[] target, int at, params ushort[] numbers)
    {
        foreach (var (index, number) in numbers.Index())
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target.AsSpan(at + (index * 2)), number);
        }
    }

    static void Numbers(byte[] target, int at, params uint[] numbers)
    {
        foreach (var (index, number) in numbers.Index())
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target.AsSpan(at + (index * 4)), number);
        }
    }
}
