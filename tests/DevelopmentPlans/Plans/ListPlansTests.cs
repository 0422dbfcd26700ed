using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ListPlansTests(PlansFixture fixture)
{
    [Fact]
    public async Task Filters_by_department()
    {
        var plan = await fixture.DraftAsync();
        await fixture.DraftAsync();

        Assert.Equal([plan.Name], await NamesAsync($"department = \"{plan.Department}\""));
    }

    [Fact]
    public async Task Filters_by_enrolment_focus_year_state_and_title()
    {
        var plan = await fixture.DraftAsync();
        var rest =
            $"enrolment = \"{plan.Enrolment}\" AND focus = \"{plan.Focus}\" AND academic_year = \"2024-25\" AND title "
                + ": multiplicative";

        Assert.Equal([plan.Name], await NamesAsync($"{rest} AND state = STATE_DRAFT"));
        Assert.Empty(await NamesAsync($"{rest} AND state = SHARED"));
    }

    [Fact]
    public async Task Orders_by_title_backwards()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        foreach (var title in new[] { "B", "C", "A" })
        {
            var plan = await fixture.Plans.CreatePlanAsync(
                new()
                {
                    Parent = $"hubs/{PlansFixture.Hub}",
                    Plan = new() { Enrolment = enrolled.Enrolment, Title = title },
                });
            await fixture.Plans.ClosePlanAsync(new() { Name = plan.Name, Reason = "Next" });
        }

        var page = await fixture.Plans.ListPlansAsync(new()
        {
            Parent = $"hubs/{PlansFixture.Hub}",
            Filter = $"department = \"{enrolled.Department}\"",
            OrderBy = "title desc",
        });

        Assert.Equal(["C", "B", "A"], page.Plans.Select(plan => plan.Title));
    }

    [Fact]
    public async Task Reads_over_all_hubs_with_national_read_alone()
    {
        var plan = await fixture.DraftAsync();
        var request = new V1.ListPlansRequest { Parent = "hubs/-", Filter = $"department = \"{plan.Department}\"" };

        var page = await fixture.As("south-yorkshire", "plans.read", "national.read").ListPlansAsync(request);

        Assert.Equal([plan.Name], page.Plans.Select(row => row.Name));
        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            async () => await fixture.As("south-yorkshire", "plans.read").ListPlansAsync(request));
    }

    async Task<IEnumerable<string>> NamesAsync(string filter) =>
        (await fixture.Plans.ListPlansAsync(
            new() { Parent = $"hubs/{PlansFixture.Hub}", Filter = filter })).Plans.Select(plan => plan.Name);
}
