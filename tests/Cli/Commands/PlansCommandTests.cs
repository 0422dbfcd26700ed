using Mastery.Cli.Commands;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class PlansCommandTests : CommandTest
{
    [Fact]
    public async Task Lists_plans_with_their_departments_and_states()
    {
        Assert.Equal(
            ExitCode.Done,
            await RunAsync("plans", "list", "--hub", "sussex", "--state", "shared", "--year", "2024/25"));

        Assert.Equal(
            "state = SHARED AND academic_year = \"2024-25\"", Received.Last<ListPlansRequest>().Filter);
        Assert.Matches(
            "Oakfield, mathematics +Ratio for everyone +NCP24-14b +2024/25 +shared +3 Oct 2024", Output);
        Assert.Contains("1 plan.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_plan_by_its_title_with_all_that_is_in_it()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("plans", "show", "ratio for everyone", "--hub", "sussex"));

        Assert.Contains(
            "Ratio for everyone: Oakfield, mathematics, NCP24-14b, 2024/25, shared", Output, StringComparison.Ordinal);
        Assert.Contains("20 Sep 2024, work scrutiny: Half add.", Output, StringComparison.Ordinal);
        Assert.Contains("Secure in ratio, from 41.5 to 65 %, by 20 Jun 2025", Output, StringComparison.Ordinal);
        Assert.Contains(
            "13 Nov 2024, workshop, planned: Number lines (whole department; led by Ann Okafor)", Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_why_somebody_attended_more_than_was_delivered_to_them()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("plans", "coverage", Plans.Name, "--hub", "sussex"));

        Assert.Matches("Ann Okafor +8 +5 +7 +yes", Output);
        Assert.Contains(
            "More attended than delivered: also came to activities that were for others, for example to lead them: "
                + "Ann Okafor.",
            Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_to_do_first_what_would_be_better_and_how_far_the_plan_is()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("plans", "assess", Plans.Name, "--hub", "sussex"));

        string[] lines =
        [
            "One thing has to be mended before the plan can be agreed.",
            "Before the plan can be agreed",
            "1. No activity that serves an aim is for Ann Okafor.",
            "The programme asks: “supports all departmental members”.",
            "What would make it better",
            "1. No aim looks beyond this year.",
            "Evidence of need 3 of 4 met",
            "3 of 4 expected (1 more not expected this year); not yet Ann Okafor",
            "- Students scale by multiplying. 2 of 4",
            "Delivered so far: 1 of 4 activities (1 more cancelled).",
            "Judged by version 2 of the rules.",
        ];
        Assert.Equal(
            lines,
            Output.Split('\n').Select(line => string.Join(' ', line.Split(
                ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).Intersect(lines));
        Assert.DoesNotContain("UpdateActivity", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_the_version_of_the_rules_that_is_given_and_answers_JSON()
    {
        await RunAsync("plans", "assess", Plans.Name, "--hub", "sussex", "--rules", "1", "--output", "json");

        Assert.Equal(1, Received.Last<AssessPlanRequest>().RuleSetVersion);
        Assert.Contains("\"hint\": \"UpdateActivity\"", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_a_plan_to_a_file_as_a_page_or_as_what_is_asked_for()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.csv");
        try
        {
            Assert.Equal(
                ExitCode.Done,
                await RunAsync(
                    "plans", "export", "ratio for everyone", "--hub", "sussex", "--format", "csv", "--to", file));

            Assert.Equal(
                (Plans.Name, ExportPlanRequest.Types.Format.Csv),
                (Received.Last<ExportPlanRequest>().Name, Received.Last<ExportPlanRequest>().Format));
            Assert.Equal(Plans.File, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

            await RunAsync("plans", "export", "ratio for everyone", "--hub", "sussex", "--to", file);
            Assert.Equal(ExportPlanRequest.Types.Format.Html, Received.Last<ExportPlanRequest>().Format);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Refuses_a_title_that_no_plan_has()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("plans", "show", "Algebra", "--hub", "sussex"));

        Assert.Contains("0 plans of the hub have the title 'Algebra'", Error, StringComparison.Ordinal);
    }
}
