using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mastery.Mis.Tests.Files;

/// <summary>Files that are made to do harm, by what is wrong with them.</summary>
/// <param name="megabytes">The size of the large ones.</param>
sealed class HarmfulFiles(int megabytes)
{
    const string Header = "Staff ID,Surname,Forename,Work Email\n";
    const string Row = "1,Ash,Anna,a.ash@hill.example\n";
    const string Laughs = """
        <!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
        <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>
        """;

    const string Census = "<Message><Header><CollectionDetails><Collection>School Workforce Census</Collection>"
        + "</CollectionDetails><Source><LEA>936</LEA><Estab>4567</Estab></Source></Header>";
    const string Name = "<SchoolWorkforceMembers><SchoolWorkforceMember><StaffDetails><TeacherNumber>1234567"
        + "</TeacherNumber><StaffMemberName><PersonFamilyName>";
    const string End = "</PersonFamilyName></StaffMemberName></StaffDetails></SchoolWorkforceMember>"
        + "</SchoolWorkforceMembers></Message>";

    /// <summary>Lists that are no lists.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Texts()
    {
        yield return ("nothing.csv", []);
        yield return ("one byte.csv", "\""u8.ToArray());
        yield return ("a mark alone.csv", [0xFF, 0xFE]);
        yield return ("half a character.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + Row), 0x41]);
        yield return ("UTF-16 without its mark.csv", Encoding.Unicode.GetBytes(Header + Row));
        yield return ("UTF-32.csv", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Header + Row)]);
        yield return ("Windows-1252.csv", Encoding.Latin1.GetBytes(Header + "1,Ash\u00e9,Ann\u0080,x\n"));
        yield return ("NUL.csv", Utf8(Header.Replace("name", "na\0me", StringComparison.Ordinal) + "1,\0,\0,\0\n"));
        yield return ("NUL in cells.csv", Utf8(Header + "\0\0,A\0sh,\0,a@b.example\0\n" + Row));
        yield return ("a quotation mark.csv", Utf8(Header + "1,\"Ash,Anna," + Many("x,\n")));
        yield return ("quotation marks.csv", Utf8(Header + Many("\"")));
        yield return ("a line.csv", Utf8(Header + Many("x")));
        yield return ("a line before the header.csv", Utf8(Many("x")));
        yield return ("columns.csv", Utf8(Many(",") + "\n" + Header + Row));
        yield return ("columns in a row.csv", Utf8(Header + Many(",") + "\n" + Row));
        yield return ("a million columns.csv", Utf8(string.Concat(Enumerable.Repeat("x,", 1_000_000)) + "\n" + Row));
        yield return ("empty lines.csv", Utf8(Header + Many("\n")));
        yield return ("a picture.csv", [0x89, 0x50, 0x4E, 0x47, .. new byte[2_000]]);
        yield return ("a page.csv", Utf8("<!DOCTYPE html><html><body>Sign in</body></html>"));
        yield return ("a list.zip", Utf8(Header + Row));
        yield return ("a list.xlsx", Utf8("PK" + Header + Row));
    }

    /// <summary>Censuses that are none.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Documents()
    {
        yield return ("laughs.xml", Utf8(Laughs + Census + Name + "&g;" + End));
        yield return ("an entity.xml", Utf8("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
            + Census + Name + "&a;" + End));
        yield return ("deep.xml", Utf8(Census + Many("<a>")));
        yield return ("an attribute.xml", Utf8(Census + "<a b=\"" + Many("x") + "\"/>" + Name + "Ash" + End));
        yield return ("a name.xml", Utf8(Census + Name + Many("x") + End));
        yield return ("an element.xml", Utf8(Census + "<" + Many("x") + "/>" + Name + "Ash" + End));
        yield return ("a comment.xml", Utf8(Census + "<!--" + Many("x") + "-->" + Name + "Ash" + End));
        yield return ("an encoding.xml", Utf8("<?xml version=\"1.0\" encoding=\"utf-7\"?>" + Census + Name + End));
        yield return ("no encoding.xml", Utf8("<?xml version=\"1.0\" encoding=\"x\"?>" + Census + Name + End));
        yield return ("an end.xml", Utf8(Census + Name));
    }

    /// <summary>Archives that are no exports.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Archives()
    {
        yield return ("no file.zip", Zip());
        yield return ("out of the way.zip", Zip(("../../users.csv", Header + Row),
            ("/etc/orgs.csv", "sourcedId,name\n"), ("C:\\users.csv", Header), ("\0", "x"), ("..", "x")));
        yield return ("the same twice.zip", Zip(("users.csv", Header), ("users.csv", Row), ("ORGS.CSV", ""),
            ("orgs.csv", "sourcedId,name\n")));
        yield return ("a bomb.zip", Zip(("users.csv", new string('\0', megabytes * 8 << 20)), ("orgs.csv", "x")));
        yield return ("many files.zip", Zip([.. Enumerable.Range(0, 10_001).Select(number => ($"{number}", ""))]));
        yield return ("an archive in it.zip", Zip(("users.csv", "PK\u0003\u0004"), ("orgs.csv", "PK")));
        var locked = Zip(("users.csv", Header), ("orgs.csv", "x"));
        locked[6] |= 1;
        yield return ("a password.zip", locked);
        var lies = Zip(("users.csv", Header + Row), ("orgs.csv", "sourcedId,name\no1,S\n"));
        lies.AsSpan(18, 8).Fill(0xFF);
        yield return ("sizes that are not true.zip", lies);
        yield return ("half of one.zip", lies[..(lies.Length / 2)]);
        // A compound file whose directory, a chain of sectors, never ends.
        yield return ("a circle.xls", Compound(next: 1));
        yield return ("beyond.xls", Compound(next: 1_000_000));
        yield return ("an old workbook.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4_000]]);
    }

    /// <summary>What is put in place of a part of a workbook that can be read.</summary>
    public IEnumerable<(string Name, string Part, string Text)> Parts()
    {
        const string Sheet = "xl/worksheets/sheet0.xml";
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        yield return ("laughs", Sheet, Laughs + Rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&g;</t></is></c>"
            + "</row>"));
        yield return ("laughs in the list of sheets", "xl/workbook.xml", Laughs + $"<workbook {Main}>&g;</workbook>");
        yield return ("a column beyond all", Sheet, Rows("<row r=\"1\"><c r=\"FXSHRXW1\"><v>1</v></c></row>"));
        yield return ("a column far away", Sheet, Rows("<row r=\"1\"><c r=\"ZZZZZ1\"><v>1</v></c></row>"));
        yield return ("a row far away", Sheet, Rows("<row r=\"2147483647\"><c r=\"A2147483647\"><v>1</v></c></row>"));
        yield return ("a row before all", Sheet, Rows("<row r=\"-1\"><c r=\"A-1\"><v>1</v></c></row>"));
        yield return ("a size", Sheet, $"<worksheet {Main}><dimension ref=\"A1:FXSHRXW2147483647\"/><sheetData>"
            + "<row><c><v>1</v></c></row></sheetData></worksheet>");
        yield return ("shared texts that are not there", Sheet, Rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c>"
            + "<c r=\"B1\" t=\"s\"><v>2147483647</v></c><c r=\"C1\" t=\"s\"><v>x</v></c></row>"));
        yield return ("a long text", Sheet, Rows($"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{Many("x")}</t></is>"
            + "</c></row>"));
        yield return ("many merged cells", Sheet, Rows("") + $"<mergeCells>{Many("<mergeCell ref=\"A1:XFD9\"/>")}");
        yield return ("deep", Sheet, Rows(Many("<a>")));
        yield return ("nothing", Sheet, "");
        yield return ("no document", Sheet, "Dear colleague");
        yield return ("a sheet elsewhere", "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas."
            + "openxmlformats.org/package/2006/relationships\"><Relationship Id=\"s0\" TargetMode=\"External\" Type="
            + "\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target="
            + "\"http://127.0.0.1:1/sheet0.xml\"/></Relationships>");
        yield return ("a sheet that is the list of sheets", "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http"
            + "://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"s0\" Type=\"http://schemas"
            + ".openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"workbook.xml\"/>"
            + "</Relationships>");
        string Rows(string rows) => $"<worksheet {Main}><sheetData>{rows}</sheetData></worksheet>";
    }

    /// <summary>An archive of texts.</summary>
    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Utf8(text));
            }
        }

        return stream.ToArray();
    }

    static byte[] Compound(int next)
    {
        var file = new byte[512 * 4];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), 0x0003_003E);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 0x0009_FFFE);
        file[32] = 6;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(44), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(48), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(56), 4096);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(60), -2);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(68), -2);
        file.AsSpan(76, 436).Fill(0xFF);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(76), 0);
        file.AsSpan(512, 512).Fill(0xFF);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(512), -3);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(516), next);
        return file;
    }

    string Many(string text) => string.Concat(Enumerable.Repeat(text, (megabytes << 20) / text.Length));

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
