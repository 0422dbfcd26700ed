using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Mastery.Cli.Lists;

/// <summary>What all pages that the tool writes have: no scripts, no pictures, nothing from elsewhere.</summary>
static class HtmlPage
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A page up to its title.</summary>
    /// <param name="style">The rules that only this page has, in CSS.</param>
    public static string Head(string style) => $$"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; padding: 1rem; }
        h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
        {{style}}
        @media print { body { max-width: none; } }
        </style>

        """;

    /// <summary>Text as it stands in a page.</summary>
    public static string Encoded(string text) => Encoder.Encode(text);
}
