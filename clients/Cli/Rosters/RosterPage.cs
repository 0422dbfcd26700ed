using System.Text;
using Mastery.Cli.Lists;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Cli.Rosters;

/// <summary>The report for people: one page without scripts, pictures or anything from elsewhere.</summary>
sealed class RosterPage
{
    const string Style = """
        body { max-width: 70rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; }
        caption { text-align: left; font-weight: 600; padding: .5rem 0; }
        th, td { border: 1px solid #767676; padding: .3rem .6rem; text-align: left; vertical-align: top; }
        td.number { text-align: right; }
        tr.hub > * { background: #eef2f7; font-weight: 600; }
        .warning { border-left: .4rem solid #b00020; padding: .1rem 1rem; }
        code { overflow-wrap: anywhere; }
        """;

    /// <summary>What somebody wants to check first: those who leave.</summary>
    static readonly Kind[] Order =
        [Kind.Leave, Kind.Restore, Kind.Create, Kind.Update, Kind.PotentialMatch, Kind.Rejected];

    readonly StringBuilder _html = new(HtmlPage.Head(Style));
    readonly RosterReport _report;

    RosterPage(RosterReport report) => _report = report;

    /// <summary>The page.</summary>
    public static string Of(RosterReport report) => new RosterPage(report).Write();

    string Write()
    {
        var sync = _report.Sync;
        var title = $"Staff of {RosterWords.Source(sync.Source)}: what a sync would do";
        Line($"<title>{Text(title)}</title>\n</head>\n<body>\n<main>\n<h1>{Text(title)}</h1>");
        Paragraph($"From {sync.System}, {RosterWords.Of(sync.Mode)}, as of {England.Day(sync.EffectiveDate)}; planned "
            + $"{England.Moment(sync.CreateTime)}. State: {RosterWords.Of(sync.State)}.");
        Paragraph("This page has names of people. Do not pass it on to anybody who has no need of them.");
        Warnings();
        Counts();
        foreach (var kind in Order)
        {
            People(kind);
        }

        LeftOut();
        Unused();
        Section("What to do next", RosterSummary.Next(_report), line => line.Split(": ", 2) is [var what, var command]
            ? $"{Text(what)}: <code>{Text(command)}</code>" : Text(line));
        Line("</main>\n</body>\n</html>");
        return _html.ToString();
    }

    void Warnings()
    {
        if (_report.IsReduced)
        {
            Paragraph(RosterSummary.Reduced(_report.List!), "warning");
        }

        foreach (var school in _report.Guarded)
        {
            Paragraph($"{school.DisplayName}: {school.LeaveCount:N0} of {RosterWords.People(school.PeopleCount)} would "
                + "leave. These are so many that it is done only if you allow it.", "warning");
        }
    }

    void Counts()
    {
        string[] heads = ["Hub, school", .. RosterWords.Kinds.Select(kind => kind.Word)];
        BeginTable("How many people; somebody with posts at two schools counts in both", heads);
        foreach (var line in _report.Lines)
        {
            Line((line.IsHub ? "<tr class=\"hub\">" : "<tr>") + $"<th scope=\"row\">{Text(line.Name)}</th>"
                + string.Concat(line.Counts.Select(count => $"<td class=\"number\">{count:N0}</td>")) + "</tr>");
        }

        EndTable();
        if (_report.Sync.OutsideCount > 0)
        {
            Paragraph($"{RosterWords.Records(_report.Sync.OutsideCount)} of staff at schools that have no department "
                + "in the programme here were counted, and nothing of them is kept.");
        }
    }

    void People(Kind kind) => Section(
        RosterWords.Kinds.First(known => known.Kind == kind).Heading,
        [.. _report.Effects.Where(effect => effect.Kind == kind)],
        effect => Text(effect.Explanation)
            + (RosterWords.Place(effect.Origins.FirstOrDefault()) is { Length: > 0 } place ? $" ({Text(place)})" : ""));

    void LeftOut() => Section(
        "Staff who are left out", [.. _report.LeftOut], one => $"{one.Count:N0}: {Text(one.Reason)}");

    void Unused()
    {
        if (_report.Unused.Count == 0)
        {
            return;
        }

        Line("<h2>Rows that could not be used as they are written</h2>");
        BeginTable("Correct them in the MIS or in the file", ["File", "Line", "Column", "Reason", "Result"]);
        foreach (var row in _report.Unused)
        {
            string[] cells =
            [
                row.File, row.Line > 0 ? $"{row.Line}" : "", row.Column, row.Reason,
                row.Outcome,
            ];
            Line($"<tr>{string.Concat(cells.Select(cell => $"<td>{Text(cell)}</td>"))}</tr>");
        }

        EndTable();
    }

    void Section<T>(string heading, IEnumerable<T> items, Func<T, string> item)
    {
        List<T> all = [.. items];
        if (all.Count > 0)
        {
            Line($"<h2>{Text(heading)}</h2>\n<ul>");
            all.ForEach(one => Line($"<li>{item(one)}</li>"));
            Line("</ul>");
        }
    }

    void BeginTable(string caption, string[] heads)
    {
        Line($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(caption)}\">");
        Line($"<table>\n<caption>{Text(caption)}</caption>");
        Line($"<thead><tr>{string.Concat(heads.Select(head => $"<th scope=\"col\">{Text(head)}</th>"))}</tr></thead>");
        Line("<tbody>");
    }

    void EndTable() => Line("</tbody>\n</table>\n</div>");

    void Paragraph(string text, string? style = null) =>
        Line($"<p{(style is null ? "" : $" class=\"{style}\"")}>{Text(text)}</p>");

    void Line(string html) => _html.Append(html).Append('\n');

    static string Text(string text) => HtmlPage.Encoded(text);
}
