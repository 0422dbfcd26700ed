using System.IO.Compression;
using System.Security;
using System.Text;

namespace Mastery.Mis.Tests.Reading;

/// <summary>Writes a workbook with sheets of texts, as spreadsheets do.</summary>
static class Workbook
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sheets">For each sheet its name and its rows. A cell that is a number is written as one.</param>
    public static void Write(string path, params (string Name, string[][] Rows)[] sheets)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in Parts.Concat(Lists(sheets)).Concat(sheets.Select(Sheet)))
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    static (string Name, string Text)[] Parts =>
    [
        ("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="xml" ContentType="application/xml"/>
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml"
              ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
            """),
        ("_rels/.rels", $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Office}/officeDocument"
              Target="xl/workbook.xml"/></Relationships>
            """),
    ];

    static (string Name, string Text)[] Lists((string Name, string[][] Rows)[] sheets)
    {
        var names = sheets.Select((sheet, index) =>
            $"<sheet name=\"{sheet.Name}\" sheetId=\"{index + 1}\" r:id=\"s{index}\"/>");
        var parts = sheets.Select((_, index) =>
            $"<Relationship Id=\"s{index}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{index}.xml\"/>");
        return
        [
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{string.Concat(names)}"
                + "</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(parts)}"
                + "</Relationships>"),
        ];
    }

    static (string Name, string Text) Sheet((string Name, string[][] Rows) sheet, int index) => (
        $"xl/worksheets/sheet{index}.xml",
        $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(sheet.Rows.Select(Row))}</sheetData></worksheet>");

    static string Row(string[] cells, int index) =>
        $"<row r=\"{index + 1}\">{string.Concat(cells.Select((cell, column) => Cell(cell, column, index + 1)))}</row>";

    static string Cell(string text, int column, int row)
    {
        var place = $"{(char)('A' + column)}{row}";
        return text.Length is > 0 and < 8 && text.All(char.IsAsciiDigit)
            ? $"<c r=\"{place}\"><v>{text}</v></c>"
            : $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>";
    }
}
