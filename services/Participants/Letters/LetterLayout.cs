using System.Net;
using System.Text;

namespace Mastery.Participants;

/// <summary>Lays a letter out as plain text and as HTML. Everything that is not its own is encoded in HTML; the page
/// has only what mail programs show: paragraphs, a list, inline styles.</summary>
static class LetterLayout
{
    const string Body = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#1d1d1d;"
        + "max-width:640px;margin:0 auto;padding:16px";

    public static string Text(LetterText letter, LetterFacts facts)
    {
        var text = new StringBuilder();
        Paragraph($"Dear {Addressee(facts)},");
        Paragraph(letter.Opening);
        if (letter.Reasons.Count > 0)
        {
            Paragraph(string.Join('\n', letter.Reasons.Select(reason => $"- {reason.ReplaceLineEndings("\n  ")}")));
        }

        foreach (var next in letter.Next)
        {
            Paragraph(next);
        }

        Paragraph(Questions(facts));
        return text.Append("Yours sincerely\n\n").AppendJoin('\n', Signatures(facts)).Append('\n').ToString();

        void Paragraph(string paragraph) => text.Append(paragraph).Append("\n\n");
    }

    public static string Html(LetterText letter, LetterFacts facts)
    {
        var html = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><title>{Encode(letter.Subject)}</title></head>
            <body style="{Body}">

            """);
        Paragraph(Encode($"Dear {Addressee(facts)},"));
        Paragraph(Encode(letter.Opening));
        if (letter.Reasons.Count > 0)
        {
            html.Append("<ul>\n").AppendJoin('\n', letter.Reasons.Select(reason => $"<li>{Encode(reason)}</li>"))
                .Append("\n</ul>\n");
        }

        foreach (var next in letter.Next)
        {
            Paragraph(Encode(next));
        }

        Paragraph(Encode(Questions(facts)));
        Paragraph($"Yours sincerely<br><br>{string.Join("<br>",
            Signatures(facts).Select(name => $"<strong>{Encode(name)}</strong>"))}");
        return html.Append("</body>\n</html>\n").ToString();

        void Paragraph(string encoded) => html.Append("<p>").Append(encoded).Append("</p>\n");
    }

    static string[] Signatures(LetterFacts facts) =>
        facts.Author.Length > 0 ? [facts.Author, facts.HubName] : [facts.HubName];

    static string Addressee(LetterFacts facts) =>
        facts.RecipientName.Length > 0 ? facts.RecipientName : facts.Office;

    static string Questions(LetterFacts facts) => facts.ContactEmail.Length > 0
        ? $"Questions? Write to us at {facts.ContactEmail}."
        : "Questions? Please write to your usual contact at the hub.";

    static string Encode(string text) =>
        WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>");
}
