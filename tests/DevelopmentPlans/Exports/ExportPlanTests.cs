using System.Text.Json;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Format = Mastery.DevelopmentPlans.V1.ExportPlanRequest.Types.Format;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ExportPlanTests(PlansFixture fixture)
{
    [Theory]
    [InlineData(Format.Unspecified, "text/html; charset=utf-8", "<!DOCTYPE html>")]
    [InlineData(Format.Html, "text/html; charset=utf-8", "<!DOCTYPE html>")]
    [InlineData(Format.Csv, "text/csv; charset=utf-8; header=present", "\uFEFFpart,")]
    [InlineData(Format.Json, "application/json", "{")]
    public async Task Answers_a_file_in_the_wanted_format(Format format, string contentType, string start)
    {
        var plan = await fixture.UntouchedAsync();

        var file = await fixture.Plans.ExportPlanAsync(new() { Name = plan.Name, Format = format });

        Assert.Equal(contentType, file.ContentType);
        Assert.StartsWith(start, file.Data.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Contains(plan.Title, file.Data.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_the_same_file_over_REST()
    {
        var plan = await fixture.UntouchedAsync();
        using var http = fixture.Service.Http(new Token());

        using var answer = await http.GetAsync(
            new Uri($"v1/{plan.Name}:export?format=FORMAT_HTML", UriKind.Relative),
            TestContext.Current.CancellationToken);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var file = await fixture.Plans.ExportPlanAsync(new() { Name = plan.Name });
        Assert.Equal(
            file.Data.ToStringUtf8(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Shows_the_names_of_school_focus_and_people()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        var activity = await fixture.FirstActivityAsync(plan);
        activity.LedBy = enrolled.Members[0];
        await fixture.Plans.UpdateActivityAsync(new() { Activity = activity });

        var sheet = await ReadAsync(fixture.Plans, plan);

        Assert.Equal(
            $"School {await fixture.Programme.SchoolAsync(enrolled)}", sheet.GetProperty("school").GetString());
        Assert.Equal("Mathematics", sheet.GetProperty("subject").GetString());
        Assert.StartsWith("NCP24-14b, ", sheet.GetProperty("focus").GetString(), StringComparison.Ordinal);
        Assert.Equal("Ada Lovelace", sheet.GetProperty("activities")[0].GetProperty("ledBy").GetString());
        Assert.Equal(3, sheet.GetProperty("reach").GetProperty("reached").GetInt32());
        Assert.Equal(0, sheet.GetProperty("notes").GetArrayLength());
    }

    [Fact]
    public async Task Has_the_reviews_and_what_other_departments_said()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        await fixture.ReviewAsync(plan, "2025-02-13", Rating.Amber);
        await fixture.FeedbackAsync(plan, other);

        var sheet = await ReadAsync(await fixture.SchoolAsync(owner), plan);

        Assert.Equal("Amber", sheet.GetProperty("reviews")[0].GetProperty("aims")[0].GetProperty("rating").GetString());
        Assert.Equal(
            $"School {await fixture.Programme.SchoolAsync(other)}",
            sheet.GetProperty("feedback")[0].GetProperty("givenBy").GetString());
    }

    [Fact]
    public async Task Shows_a_school_nobody_of_another_one_that_shares_its_plan()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var activity = await fixture.FirstActivityAsync(plan);
        activity.LedBy = owner.Members[0];
        await fixture.Plans.UpdateActivityAsync(new() { Activity = activity });

        var sheet = await ReadAsync(await fixture.SchoolAsync(other), plan);

        Assert.Equal(plan.Title, sheet.GetProperty("title").GetString());
        Assert.Equal("Name not shown", sheet.GetProperty("activities")[0].GetProperty("ledBy").GetString());
        Assert.Equal(JsonValueKind.Null, sheet.GetProperty("reach").ValueKind);
        Assert.Equal(
            $"School {await fixture.Programme.SchoolAsync(owner)}", sheet.GetProperty("school").GetString());
        Assert.Equal(1, sheet.GetProperty("notes").GetArrayLength());
        Assert.DoesNotContain("hubs/", sheet.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_whom_the_programme_reaches_as_the_report_does()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var aim = await fixture.AddAsync(plan, Examples.Aim());
        var led = Examples.Activity("2024-10-03", aim);
        (led.WholeDepartment, led.LedBy) = (false, enrolled.Members[0]);
        led.Audience.Add(enrolled.Members[1]);
        await fixture.AddAsync(plan, led);
        await fixture.AddAsync(plan, Examples.Activity("2024-11-05"));

        var report = (await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name })).Coverage;
        var reach = (await ReadAsync(fixture.Plans, plan)).GetProperty("reach");

        Assert.Equal((3, 2), (report.ExpectedCount, report.ReachedCount));
        Assert.Equal(
            (report.ExpectedCount, report.ReachedCount, report.Aims[0].ReachedCount),
            (
                reach.GetProperty("members").GetInt32(),
                reach.GetProperty("reached").GetInt32(),
                reach.GetProperty("aims")[0].GetProperty("reached").GetInt32()));
    }

    [Fact]
    public async Task Says_that_names_are_not_shown_to_who_may_not_read_them()
    {
        var plan = await fixture.UntouchedAsync();

        var sheet = await ReadAsync(fixture.As(PlansFixture.Hub, "plans.read"), plan);

        Assert.Equal("NCP24-14b", sheet.GetProperty("focus").GetString());
        Assert.Equal(JsonValueKind.Null, sheet.GetProperty("reach").ValueKind);
        Assert.Equal(
            [
                "Names of people, and how many the programme reaches, are not shown: whoever made this export may not "
                    + "read that.",
                "The name of the school is not shown: whoever made this export may not read that.",
                "The title of the focus is not shown: whoever made this export may not read that.",
            ],
            sheet.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
    }

    [Fact]
    public async Task Refuses_a_plan_that_is_not_there() => await Refused.WithAsync(
        StatusCode.NotFound,
        ErrorReason.ResourceNotFound,
        async () => await fixture.Plans.ExportPlanAsync(
            new() { Name = $"hubs/{PlansFixture.Hub}/plans/{Guid.CreateVersion7()}" }));

    static async Task<JsonElement> ReadAsync(V1.DevelopmentPlanService.DevelopmentPlanServiceClient plans, V1.Plan plan)
    {
        var file = await plans.ExportPlanAsync(new() { Name = plan.Name, Format = Format.Json });
        return JsonDocument.Parse(file.Data.ToStringUtf8()).RootElement;
    }
}
