using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CsvHelper;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What an export writes, in every format. The pages are also judged by axe in a browser
/// (<c>tests/Accessibility</c>).</summary>
public sealed class PlanFilesTests
{
    const string Hostile = "<script>alert('x')</script> & \"more\"";

    [Fact]
    public void The_page_is_as_it_is_kept() => Compare("plan.html", PlanPage.Write(ExportExamples.Sheet));

    [Fact]
    public void The_page_of_an_empty_plan_without_names_is_as_it_is_kept() =>
        Compare("empty.html", PlanPage.Write(ExportExamples.Empty));

    [Fact]
    public void The_table_is_as_it_is_kept() => Compare("plan.csv", Csv(ExportExamples.Sheet));

    [Fact]
    public void The_data_is_as_it_is_kept() => Compare("plan.json", PlanJson.Write(ExportExamples.Sheet));

    [Fact]
    public void Every_format_has_the_same_content()
    {
        var data = PlanJson.Write(ExportExamples.Sheet);
        var (page, table) = (Text(PlanPage.Write(ExportExamples.Sheet)), Csv(ExportExamples.Sheet));
        List<string> texts = [.. Leaves(JsonDocument.Parse(data).RootElement).Distinct()];

        Assert.True(texts.Count > 70, $"The data has {texts.Count} texts.");
        Assert.All(texts, text => Assert.Contains(Shown(text), page, StringComparison.OrdinalIgnoreCase));
        Assert.All(texts, text => Assert.Contains(text, table, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_people_wrote_becomes_part_of_the_page()
    {
        var plan = ExportExamples.Plan;
        var sheet = ExportExamples.Make(
            new(
                plan.Plan with { Title = Hostile, Vision = Hostile, UndeliveredReason = Hostile },
                [
                    .. plan.Evidence.Select(one => one with
                    {
                        Finding = Hostile,
                        MeasureLabel = Hostile,
                        MeasureUnit = Hostile,
                    }),
                ],
                [
                    .. plan.Aims.Select(aim => aim with
                    {
                        Statement = Hostile,
                        OutcomeHeading = Hostile,
                        EssenceThemes = [Hostile],
                        SuccessCriteria =
                        [
                            .. aim.SuccessCriteria.Select(one => one with
                            {
                                Statement = Hostile,
                                Observer = Hostile,
                                Unit = Hostile,
                            }),
                        ],
                    }),
                ],
                [.. plan.Activities.Select(one => one with { Title = Hostile })])
            {
                Reviews =
                [
                    .. plan.Reviews.Select(one => one with
                    {
                        Summary = Hostile,
                        AimReviews =
                        [
                            .. one.AimReviews.Select(aim => aim with
                            {
                                Narrative = Hostile,
                                Impact = Hostile,
                                NextStep = Hostile,
                            }),
                        ],
                    }),
                ],
                Feedback =
                [
                    .. plan.Feedback.Select(one => one with
                    {
                        SchoolDisplayName = Hostile,
                        Comment = Hostile,
                        Response = Hostile,
                        Resolution = Hostile,
                    }),
                ],
            }) with
        {
            School = Hostile,
            Focus = Hostile,
        };

        var page = PlanPage.Write(sheet);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(WebUtility.HtmlEncode("<script>"), page, StringComparison.Ordinal);
        Assert.Contains(Hostile, Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public void No_cell_is_run_as_a_formula()
    {
        var sheet = ExportExamples.Sheet with
        {
            Title = "=HYPERLINK(\"https://example.org\")",
            Vision = "-2+3",
            School = "@SUM(A1)",
        };

        Assert.Equal(
            ["'=HYPERLINK(\"https://example.org\")", "'@SUM(A1)", "'-2+3"],
            Cells(sheet).Where(cell => cell.TrimStart('\'') is ['=' or '+' or '-' or '@', ..]));
    }

    [Fact]
    public void Numbers_refer_to_parts_as_the_sheet_numbers_them()
    {
        var sheet = ExportExamples.Sheet;

        Assert.Equal([1, 2], sheet.Aims[0].Evidence);
        Assert.Equal((2, "A visit to Calder Vale"), (sheet.Activities[1].Number, sheet.Activities[1].Title));
        Assert.Equal([1, 2], sheet.Activities[2].Aims);
        Assert.Equal(["Aisha Khan", "Ben Okoro"], sheet.Activities[2].Audience);
    }

    [Fact]
    public void Reviews_are_those_that_count_and_say_how_each_aim_has_come_on()
    {
        var sheet = ExportExamples.Sheet;

        Assert.Equal(["A good start.", ""], sheet.Reviews.Select(review => review.Summary));
        Assert.Equal(
            ["Aim 1", "Aim 2", "An aim that is no longer in the plan"], sheet.Reviews[1].Aims.Select(aim => aim.About));
        Assert.Equal(
            [
                "Green on 27 March 2025: better than before, when it was amber.",
                "Red on 27 March 2025; there is no earlier review to compare it with.",
                "",
            ],
            sheet.Aims.Select(aim => aim.Trend));
    }

    [Fact]
    public void Feedback_says_who_gave_it_and_about_which_part_of_the_sheet()
    {
        Assert.Equal(
            [
                ("Calder Vale Academy", "Challenge", "Aim 1"),
                ("Another department of the Work Group", "Support", "Activity 3"),
                ("Another department of the Work Group", "Challenge", "The plan"),
            ],
            ExportExamples.Sheet.Feedback.Select(one => (one.GivenBy, one.Kind, one.About)));
    }

    [Fact]
    public void Cancelled_activities_reach_nobody_and_dropped_aims_are_left_out_of_the_reach()
    {
        var plan = ExportExamples.Plan;
        var sheet = ExportExamples.Make(
            plan with { Activities = [.. plan.Activities.Where(activity => !activity.WholeDepartment)] });

        Assert.Equal((3, 2), (sheet.Reach!.Members, sheet.Reach.Reached));
        Assert.Equal(["Cleo Price"], sheet.Reach.Unreached);
        Assert.Equal([(1, 2), (2, 2)], sheet.Reach.Aims.Select(one => (one.Aim, one.Reached)));
    }

    [Fact]
    public void Activities_that_serve_no_aim_reach_nobody_and_whoever_leads_one_takes_part()
    {
        var plan = ExportExamples.Plan;
        var sheet = ExportExamples.Make(plan with
        {
            Activities =
            [
                .. plan.Activities.Where(activity => activity.WholeDepartment).Select(one => one with { AimIds = [] }),
                .. plan.Activities.Where(activity => activity.Audience.Length > 1).Select(one => one with
                {
                    Audience = [ExportExamples.Person("khan")],
                    LedBy = ExportExamples.Person("price"),
                }),
            ],
        });

        Assert.Equal(["Ben Okoro"], sheet.Reach!.Unreached);
    }

    [Fact]
    public void Without_names_people_are_counted()
    {
        var sheet = PlanSheetMaker.Make(
            ExportExamples.Plan, [], ExportExamples.NoPeers, ExportExamples.Terms, ExportExamples.Today);

        Assert.Null(sheet.Reach);
        Assert.Equal(["Name not shown", "", "Name not shown"], sheet.Activities.Select(one => one.LedBy));
        Assert.Equal(["2 people"], sheet.Activities[2].Audience);
        Assert.DoesNotContain("hubs/", PlanPage.Write(sheet), StringComparison.Ordinal);
    }

    /// <summary>Compares a file with the one that is kept. A difference is written beside it, with the ending
    /// <c>.actual</c>.</summary>
    static void Compare(string name, string text, [CallerFilePath] string source = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(source)!, name);
        var kept = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var written = text.ReplaceLineEndings("\n");
        if (kept != written)
        {
            File.WriteAllText($"{file}.actual", written);
        }

        Assert.Equal(kept, written);
    }

    static string Csv(PlanSheet sheet) => Encoding.UTF8.GetString(PlanCsv.Write(sheet)).TrimStart('\uFEFF');

    static List<string> Cells(PlanSheet sheet)
    {
        List<string> cells = [];
        using var csv = CsvReader.Create(new MemoryStream(PlanCsv.Write(sheet)));
        while (csv.Read())
        {
            cells.AddRange(Enumerable.Range(0, csv.Headers.Count).Select(index => csv.GetString(index)));
        }

        return cells;
    }

    /// <summary>What the page says to who reads it, its charts among it.</summary>
    static string Text(string page) =>
        XDocument.Parse(page).Root!.Element("body")!.Value;

    /// <summary>A day as the page writes it; anything else is there as it is.</summary>
    static string Shown(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? PlanWords.Day(day) : text;

    static IEnumerable<string> Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Leaves(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.Null => [],
        JsonValueKind.String => [element.GetString()!],
        _ => [element.GetRawText()],
    };
}
