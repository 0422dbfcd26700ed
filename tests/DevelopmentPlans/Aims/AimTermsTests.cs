using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What aims name is what the plan's project has.</summary>
public sealed class AimTermsTests(PlansFixture fixture)
{
    [Fact]
    public async Task Refuses_a_heading_that_the_project_does_not_have_and_says_which_it_has()
    {
        var plan = await fixture.UntouchedAsync();

        var status = await Refused.WithAsync(
            StatusCode.InvalidArgument, ErrorReason.InvalidField, () => fixture.AddAsync(plan, Serving("Bananas")));

        var violation = Assert.Single(status.GetDetail<Google.Rpc.BadRequest>().FieldViolations);
        Assert.Equal("aim.outcome_heading", violation.Field);
        Assert.Contains("“Practice development”, “Professional learning”", violation.Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_theme_that_the_Essence_does_not_have_and_takes_its_headings_and_themes()
    {
        var plan = await fixture.UntouchedAsync();
        var aim = Examples.Aim();
        aim.EssenceThemes.Clear();
        aim.EssenceThemes.Add(["Lesson design", "Fun"]);

        var status = await Refused.WithAsync(
            StatusCode.InvalidArgument, ErrorReason.InvalidField, () => fixture.AddAsync(plan, aim));

        var violation = Assert.Single(status.GetDetail<Google.Rpc.BadRequest>().FieldViolations);
        Assert.Equal("aim.essence_themes[1]", violation.Field);
        Assert.Contains("“In the classroom”", violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_change_a_heading_to_one_that_the_project_does_not_have()
    {
        var aim = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Aim());

        await Refused.ForFieldAsync("aim.outcome_heading", async () => await fixture.Plans.UpdateAimAsync(new()
        {
            Aim = new() { Name = aim.Name, OutcomeHeading = "Bananas" },
        }));
        await fixture.Plans.UpdateAimAsync(new() { Aim = new() { Name = aim.Name, Statement = "Something else" } });
    }

    [Fact]
    public async Task Takes_what_it_cannot_look_up_with_the_callers_token_and_leaves_it_to_other_changes()
    {
        var plan = await fixture.DraftAsync();
        var aim = await fixture.As(PlansFixture.Hub, "plans.write").CreateAimAsync(
            new() { Parent = plan.Name, Aim = Serving("Bananas") });
        aim.Statement = "Something else";

        var updated = await fixture.Plans.UpdateAimAsync(new() { Aim = aim, UpdateMask = new() { Paths = { "*" } } });

        Assert.Equal(("Something else", "Bananas"), (updated.Statement, updated.OutcomeHeading));
    }

    [Fact]
    public async Task Says_first_that_the_plan_is_agreed()
    {
        var plan = await fixture.AgreedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => fixture.AddAsync(plan, Serving("Bananas")));
    }

    static V1.Aim Serving(string heading)
    {
        var aim = Examples.Aim();
        aim.OutcomeHeading = heading;
        return aim;
    }
}
