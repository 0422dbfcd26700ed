using CsvHelper;
using Mastery.Contracts;
using Mastery.Csv;

namespace Mastery.DevelopmentPlans;

/// <summary>A plan's sheet as a table for spreadsheets: a row for the plan, for each piece of evidence, each aim, each
/// success criterion, each activity, each review, each aim in a review and each piece of feedback.</summary>
static class PlanCsv
{
    const string Separator = "; ";

    static readonly string[] Columns =
    [
        "part", "number", "text", "kind", "state", "outcome", "bigIdeas", "themes", "horizon", "needsOf", "evidence",
        "aims", "from", "until", "hours", "ledBy", "audience", "delivered", "attended", "direction", "measure", "value",
        "baseline", "target", "unit", "measurements", "observer", "attachments", "reached", "members", "unreached",
        "trend", "continues", "about", "revision", "rating", "impact", "nextStep", "givenBy", "answer", "resolution",
    ];

    public static byte[] Write(PlanSheet sheet)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, SafeCsv.ForSpreadsheets, leaveOpen: true))
        {
            csv.WriteRecord(Columns);
            foreach (var row in Rows(sheet))
            {
                csv.WriteRecord([.. Columns.Select(column => row.GetValueOrDefault(column, ""))]);
            }
        }

        return stream.ToArray();
    }

    static IEnumerable<Dictionary<string, string>> Rows(PlanSheet sheet) =>
    [
        .. About(sheet),
        .. sheet.Notes.Select(note => Row("note", "", note)),
        .. sheet.Evidence.Select(EvidenceRow),
        .. sheet.Aims.SelectMany(aim => aim.SuccessCriteria.Select(CriterionRow).Prepend(AimRow(aim, sheet.Reach))),
        .. sheet.Activities.Select(ActivityRow),
        .. sheet.Reviews.SelectMany(review => review.Aims
            .Select((aim, at) => AimReviewRow($"{review.Number}.{at + 1}", aim)).Prepend(ReviewRow(review))),
        .. sheet.Feedback.Select(FeedbackRow),
    ];

    static IEnumerable<Dictionary<string, string>> About(PlanSheet sheet)
    {
        var plan = Row("plan", $"{sheet.Revision}", sheet.Title);
        (plan["state"], plan["continues"]) = (sheet.State, sheet.Continues);
        if (sheet.Reach is { } reach)
        {
            (plan["reached"], plan["members"]) = ($"{reach.Reached}", $"{reach.Members}");
            plan["unreached"] = string.Join(Separator, reach.Unreached);
        }

        return
        [
            plan,
            .. from one in new (string Part, string Text)[]
            {
                ("school", sheet.School), ("subject", sheet.Subject), ("focus", sheet.Focus),
                ("year", sheet.AcademicYear), ("vision", sheet.Vision),
                ("rules", sheet.RuleSetVersion > 0 ? $"{sheet.RuleSetVersion}" : ""),
                ("undelivered", sheet.UndeliveredReason),
                ("agreed", IsoDate.Text(sheet.AgreeDate)), ("exported", IsoDate.Text(sheet.ExportDate)),
            }
            where one.Text.Length > 0
            select Row(one.Part, "", one.Text),
        ];
    }

    static Dictionary<string, string> EvidenceRow(EvidenceLine evidence)
    {
        var row = Row("evidence", $"{evidence.Number}", evidence.Finding);
        row["kind"] = evidence.Kind;
        row["needsOf"] = string.Join(Separator, evidence.NeedsOf);
        row["from"] = IsoDate.Text(evidence.CollectDate);
        row["attachments"] = string.Join(
            Separator, evidence.Attachments.Select(one => $"{one.Title} {one.Uri} {one.Sha256}".TrimEnd()));
        if (evidence.Measure is { } measure)
        {
            (row["measure"], row["unit"]) = (measure.Label, measure.Unit);
            row["value"] = PlanWords.Number(measure.Value);
        }

        return row;
    }

    static Dictionary<string, string> AimRow(AimLine aim, ReachLine? reach)
    {
        var row = Row("aim", $"{aim.Number}", aim.Statement);
        (row["state"], row["horizon"], row["outcome"]) = (aim.Status, aim.Horizon, aim.Outcome);
        row["bigIdeas"] = string.Join(Separator, aim.BigIdeas);
        row["themes"] = string.Join(Separator, aim.Themes);
        row["evidence"] = string.Join(Separator, aim.Evidence);
        (row["trend"], row["continues"]) = (aim.Trend, aim.Continues);
        if (reach?.Aims.FirstOrDefault(one => one.Aim == aim.Number) is { } reached)
        {
            (row["reached"], row["members"]) = ($"{reached.Reached}", $"{reach.Members}");
        }

        return row;
    }

    static Dictionary<string, string> CriterionRow(CriterionLine criterion)
    {
        var row = Row("success criterion", criterion.Number, criterion.Statement);
        row["until"] = IsoDate.Text(criterion.DueDate);
        (row["direction"], row["unit"], row["observer"]) = (criterion.Direction, criterion.Unit, criterion.Observer);
        row["baseline"] = criterion.Baseline is { } start ? PlanWords.Number(start) : "";
        row["target"] = criterion.Target is { } target ? PlanWords.Number(target) : "";
        row["measurements"] = string.Join(Separator, criterion.Measurements.Select(
            one => $"{IsoDate.Text(one.MeasureDate)} {PlanWords.Number(one.Value)}"));
        return row;
    }

    static Dictionary<string, string> ActivityRow(ActivityLine activity)
    {
        var row = Row("activity", $"{activity.Number}", activity.Title);
        (row["kind"], row["state"], row["ledBy"]) = (activity.Kind, activity.State, activity.LedBy);
        (row["from"], row["until"]) = (IsoDate.Text(activity.StartDate), IsoDate.Text(activity.EndDate));
        row["audience"] = string.Join(Separator, activity.Audience);
        row["aims"] = string.Join(Separator, activity.Aims);
        row["hours"] = activity.Hours is { } hours ? PlanWords.Number(hours) : "";
        (row["delivered"], row["attended"]) =
            (IsoDate.Text(activity.DeliverDate), string.Join(Separator, activity.Attended));
        return row;
    }

    static Dictionary<string, string> ReviewRow(ReviewLine review)
    {
        var row = Row("review", $"{review.Number}", review.Summary);
        (row["from"], row["revision"]) = (IsoDate.Text(review.ReviewDate), $"{review.Revision}");
        return row;
    }

    static Dictionary<string, string> AimReviewRow(string number, AimReviewLine review)
    {
        var row = Row("aim review", number, review.Narrative);
        (row["about"], row["rating"]) = (review.About, review.Rating);
        (row["impact"], row["nextStep"]) = (review.Impact, review.NextStep);
        return row;
    }

    static Dictionary<string, string> FeedbackRow(FeedbackLine feedback)
    {
        var row = Row("feedback", $"{feedback.Number}", feedback.Comment);
        (row["kind"], row["about"], row["givenBy"]) = (feedback.Kind, feedback.About, feedback.GivenBy);
        (row["from"], row["state"]) = (IsoDate.Text(feedback.GiveDate), feedback.State);
        (row["answer"], row["resolution"]) = (feedback.Answer, feedback.Resolution);
        return row;
    }

    static Dictionary<string, string> Row(string part, string number, string text) =>
        new() { ["part"] = part, ["number"] = number, ["text"] = text };
}
