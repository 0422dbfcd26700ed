using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Mastery.DevelopmentPlans;

/// <summary>Elements of a page. Text in them is encoded when the page is written, whatever it is.</summary>
static class Html
{
    static readonly XmlWriterSettings Settings = new()
    {
        OmitXmlDeclaration = true,
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
        // Texts may have what XML does not, but HTML does.
        CheckCharacters = false,
    };

    /// <summary>An element. The empty text keeps one without content from being written as <c>&lt;p /&gt;</c>, which
    /// HTML reads as the beginning of one.</summary>
    public static XElement Element(string name, params object?[] content) => new(name, "", content);

    public static XAttribute Class(string name) => new("class", name);

    public static XAttribute Id(string id) => new("id", id);

    public static XElement Paragraph(params object?[] content) => Element("p", content);

    public static XElement Heading(int level, params object?[] content) => Element($"h{level}", content);

    /// <summary>A part of the page that its heading names.</summary>
    public static XElement Section(string id, string heading, params object?[] content) => Element(
        "section", new XAttribute("aria-labelledby", id), Heading(2, Id(id), heading), content);

    /// <summary>A table with a caption. Its first row heads its columns, the first cells head their rows.</summary>
    public static XElement Table(string caption, string[] columns, IEnumerable<object?[]> rows) => Element(
        "table",
        Element("caption", caption),
        Element("thead", Element("tr", columns.Select(column => Cell("th", "col", column)))),
        Element("tbody", rows.Select(row => Element(
            "tr", Cell("th", "row", row[0]), row[1..].Select(cell => Element("td", cell))))));

    /// <summary>Names and values; what has no value is left out.</summary>
    public static XElement Facts(params (string Name, string Value)[] facts) => Element(
        "dl", facts.Where(fact => fact.Value.Length > 0).Select(fact => Element(
            "div", Element("dt", fact.Name), Element("dd", fact.Value))));

    /// <summary>The page with its document type.</summary>
    public static string Write(XElement page)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, Settings))
        {
            page.WriteTo(writer);
        }

        return text.Append('\n').ToString();
    }

    static XElement Cell(string name, string scope, object? content) =>
        Element(name, new XAttribute("scope", scope), content);
}
