using Google.Protobuf;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What plans hold of a person.</summary>
public sealed class ExportPersonDataTests(PlansFixture fixture)
{
    [Fact]
    public async Task Has_the_activities_that_name_the_person_and_nobody_else()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        var activity = await fixture.FirstActivityAsync(plan);
        (activity.LedBy, activity.WholeDepartment) = (enrolled.Members[0], false);
        activity.Audience.Add([enrolled.Members[0], enrolled.Members[1]]);
        activity = await fixture.Plans.UpdateActivityAsync(new()
        {
            Activity = activity,
            UpdateMask = new() { Paths = { "led_by", "whole_department", "audience" } },
        });

        var leader = await ExportAsync(fixture.Plans, enrolled.Members[0]);
        var other = await ExportAsync(fixture.Plans, enrolled.Members[1]);

        var led = Assert.Single(leader.Records);
        Assert.Equal((activity.Name, "mastery.services/Activity"), (led.Resource, led.ResourceType));
        Assert.Equal(enrolled.Members[0], led.Data.Fields["ledBy"].StringValue);
        Assert.Single(led.Data.Fields["audience"].ListValue.Values);
        Assert.DoesNotContain("ledBy", Assert.Single(other.Records).Data.Fields.Keys);
        Assert.DoesNotContain(enrolled.Members[1], JsonFormatter.Default.Format(leader), StringComparison.Ordinal);
        Assert.Equal(["audience", "ledBy"], Assert.Single(leader.Changes).After.Fields.Keys.Order()
            .Where(name => name is "audience" or "ledBy"));
    }

    [Fact]
    public async Task Has_what_was_said_until_somebody_was_taken_out_as_history_only()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var activity = await fixture.FirstActivityAsync(await fixture.CoherentAsync(enrolled));
        activity.LedBy = enrolled.Members[2];
        activity = await fixture.Plans.UpdateActivityAsync(new() { Activity = activity });
        activity.LedBy = "";
        await fixture.Plans.UpdateActivityAsync(
            new() { Activity = activity, UpdateMask = new() { Paths = { "led_by" } } });

        var data = await ExportAsync(fixture.Plans, enrolled.Members[2]);

        Assert.Empty(data.Records);
        Assert.Equal(2, data.Changes.Count);
    }

    [Fact]
    public async Task Needs_the_scope_of_exports() =>
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () => await ExportAsync(
            fixture.As(PlansFixture.Hub, "plans.read"), $"hubs/{PlansFixture.Hub}/participants/{Guid.NewGuid()}"));

    static async Task<V1.ExportPersonDataResponse> ExportAsync(
        V1.DevelopmentPlanService.DevelopmentPlanServiceClient plans, string person) =>
        await plans.ExportPersonDataAsync(
            new() { Parent = $"hubs/{PlansFixture.Hub}", Participants = { person } });
}
