using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CreateActivityTests(PlansFixture fixture)
{
    [Fact]
    public async Task Plans_an_activity_for_named_participants()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var wanted = Examples.Activity("2024-10-03", await fixture.AddAsync(plan, Examples.Aim()));
        wanted.EndDate = "2024-11-01";
        wanted.WholeDepartment = false;
        wanted.LedBy = enrolled.Members[0];
        wanted.Audience.Add([enrolled.Members[1], enrolled.Members[2]]);

        var made = await fixture.AddAsync(plan, wanted);

        Assert.Equal(ActivityState.Planned, made.State);
        Assert.Equal(
            (wanted.Title, wanted.Kind, wanted.Aims, wanted.StartDate, wanted.EndDate, wanted.LedBy, wanted.Audience),
            (made.Title, made.Kind, made.Aims, made.StartDate, made.EndDate, made.LedBy, made.Audience));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(100)]
    public async Task Keeps_how_many_hours_it_takes(double hours)
    {
        var wanted = Examples.Activity("2024-10-03");
        wanted.Hours = hours;

        Assert.Equal(hours, (await fixture.AddAsync(await fixture.DraftAsync(), wanted)).Hours);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Refuses_hours_that_cannot_be(double hours)
    {
        var plan = await fixture.DraftAsync();
        var wanted = Examples.Activity("2024-10-03");
        wanted.Hours = hours;

        await Refused.ForFieldAsync("activity.hours", () => fixture.AddAsync(plan, wanted));
    }

    [Fact]
    public async Task Ends_on_the_start_date_if_no_end_date_is_given()
    {
        var made = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Activity("2024-10-03"));

        Assert.Equal(made.StartDate, made.EndDate);
    }

    [Fact]
    public async Task Refuses_an_end_before_the_start()
    {
        var plan = await fixture.DraftAsync();
        var backwards = Examples.Activity("2024-10-03");
        backwards.EndDate = "2024-10-02";

        await Refused.ForFieldAsync("activity.end_date", () => fixture.AddAsync(plan, backwards));
    }

    [Fact]
    public async Task Refuses_the_whole_department_together_with_an_audience()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var both = Examples.Activity("2024-10-03");
        both.Audience.Add(enrolled.Members);

        await Refused.ForFieldAsync("activity.audience", () => fixture.AddAsync(plan, both));
    }

    [Fact]
    public async Task Refuses_participants_of_another_hub()
    {
        var plan = await fixture.DraftAsync();
        var outsider = Examples.Activity("2024-10-03");
        outsider.LedBy = $"hubs/{PlansFixture.OtherHub}/participants/{Guid.CreateVersion7()}";

        await Refused.ForFieldAsync("activity.led_by", () => fixture.AddAsync(plan, outsider));
    }

    [Fact]
    public async Task Refuses_an_aim_of_another_plan_and_names_it()
    {
        var plan = await fixture.DraftAsync();
        var other = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Aim());

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.ReferenceInvalid,
            () => fixture.AddAsync(plan, Examples.Activity("2024-10-03", other)));

        Assert.Equal(other.Name, status.GetDetail<Google.Rpc.PreconditionFailure>().Violations[0].Subject);
    }

    [Fact]
    public async Task Refuses_an_aim_that_is_not_there()
    {
        var plan = await fixture.DraftAsync();
        var missing = new V1.Aim { Name = $"{plan.Name}/aims/{Guid.CreateVersion7()}" };

        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.ReferenceInvalid,
            () => fixture.AddAsync(plan, Examples.Activity("2024-10-03", missing)));
    }

    [Fact]
    public async Task Refuses_an_agreed_plan()
    {
        var plan = await fixture.AgreedAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.WrongState,
            () => fixture.AddAsync(plan, Examples.Activity("2024-10-03")));
    }
}
