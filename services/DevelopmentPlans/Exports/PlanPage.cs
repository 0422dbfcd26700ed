using System.Xml.Linq;

namespace Mastery.DevelopmentPlans;

/// <summary>A plan's sheet as a page for the screen and for paper: no script, nothing from elsewhere.</summary>
static class PlanPage
{
    public static string Write(PlanSheet sheet) => Html.Write(Html.Element(
        "html",
        new XAttribute("lang", "en-GB"),
        Html.Element(
            "head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"),
                new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"),
                new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
            Html.Element("title", $"{sheet.Title}: development plan {sheet.AcademicYear}"),
            Html.Element("style", PlanStyle.Text)),
        Html.Element("body", Header(sheet), Content(sheet), Footer(sheet))));

    static XElement Header(PlanSheet sheet) => Html.Element(
        "header",
        Html.Paragraph(Html.Class("kind"), $"Development plan {sheet.AcademicYear}"),
        Html.Heading(1, sheet.Title),
        Html.Facts(
            ("School", sheet.School),
            ("Department", sheet.Subject),
            ("Focus", sheet.Focus),
            ("Continues", sheet.Continues),
            ("State", sheet.AgreeDate is { } day ? $"{sheet.State}, {PlanWords.Day(day)}" : sheet.State)));

    static XElement Content(PlanSheet sheet) => Html.Element(
        "main",
        sheet.Notes.Count > 0
            ? Html.Section("notes", "What this copy does not show",
                Html.Element("ul", sheet.Notes.Select(note => Html.Element("li", note))))
            : null,
        sheet.Vision.Length > 0
            ? Html.Section("vision", "Where we want to be", Html.Paragraph(Html.Class("text"), sheet.Vision))
            : null,
        Html.Section("evidence", "Evidence of need", sheet.Evidence.Count == 0
            ? Html.Paragraph("No evidence has been written down yet.")
            : PlanTables.Evidence(sheet.Evidence)),
        Html.Section("aims", "Aims", sheet.Aims.Count == 0
            ? Html.Paragraph("No aim has been written down yet.")
            : sheet.Aims.Select(Aim)),
        Html.Section("programme", "Professional development programme", sheet.Activities.Count == 0
            ? Html.Paragraph("No activity has been planned yet.")
            : PlanTables.Activities(sheet.Activities)),
        sheet.UndeliveredReason.Length > 0
            ? Html.Section("undelivered", "Why nothing was delivered",
                Html.Paragraph(Html.Class("text"), sheet.UndeliveredReason))
            : null,
        sheet.Reach is { } reach ? Reach(reach) : null,
        PlanHistoryTables.Reviews(sheet.Reviews),
        PlanHistoryTables.Feedback(sheet.Feedback));

    static XElement Aim(AimLine aim) => Html.Element(
        "section",
        new XAttribute("aria-labelledby", $"aim-{aim.Number}"),
        Html.Heading(3, Html.Id($"aim-{aim.Number}"), $"Aim {aim.Number}: {aim.Statement}"),
        Html.Facts(
            ("Continues", aim.Continues),
            ("How it stands", aim.Status),
            ("At its reviews", aim.Trend),
            ("How far it looks", aim.Horizon),
            ("Outcome", aim.Outcome),
            ("Big ideas", string.Join("; ", aim.BigIdeas)),
            ("Essence of mastery", string.Join("; ", aim.Themes)),
            ("Based on evidence", Words.And(aim.Evidence.Select(number => $"{number}")))),
        aim.SuccessCriteria.Count == 0
            ? Html.Paragraph("No success criterion has been written down yet.")
            : PlanTables.Criteria(aim),
        aim.SuccessCriteria.Where(criterion => criterion.IsCharted).Select(criterion => Html.Element(
            "figure",
            Html.Element("figcaption", $"{criterion.Number} {criterion.Statement}"),
            PlanCharts.Progress(criterion))));

    static XElement Reach(ReachLine reach) => Html.Section(
        "reach", "Whom the programme reaches",
        reach.Members == 0
            ? Html.Paragraph("Nobody is on record as a member of the department in this year.")
            : Html.Element("figure", PlanCharts.Reach(reach)),
        PlanTables.Reach(reach),
        reach.Unreached.Count > 0
            ? Html.Paragraph($"Not reached by any activity: {Words.And(reach.Unreached)}.")
            : null);

    static XElement Footer(PlanSheet sheet) => Html.Element("footer", Html.Paragraph(
        $"Revision {sheet.Revision} of the plan, as of {PlanWords.Day(sheet.ExportDate)}."
            + (sheet.RuleSetVersion > 0 ? $" Agreed by version {sheet.RuleSetVersion} of the rules." : "")));
}
