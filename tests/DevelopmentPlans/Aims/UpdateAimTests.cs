using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class UpdateAimTests(PlansFixture fixture)
{
    [Fact]
    public async Task Changes_all_of_a_shared_plans_aim()
    {
        var aim = await fixture.FirstAimAsync(await fixture.SharedAsync());
        aim.Statement = "Something else";
        aim.SuccessCriteria.Clear();
        aim.BigIdeas.Clear();

        var updated = await UpdateAsync(aim, "*");

        Assert.Equal("Something else", updated.Statement);
        Assert.Empty(updated.SuccessCriteria);
        Assert.Empty(updated.BigIdeas);
    }

    [Fact]
    public async Task Records_progress_in_an_agreed_plan()
    {
        var aim = await fixture.FirstAimAsync(await fixture.AgreedAsync());
        aim.Status = Status.Met;
        aim.SuccessCriteria[0].Measurements.Add(Examples.Measurement("2025-07-04", 66));

        var updated = await UpdateAsync(aim, "status", "success_criteria");

        Assert.Equal((Status.Met, 66), (updated.Status, updated.SuccessCriteria[0].Measurements[0].Value));
    }

    [Theory]
    [InlineData("statement")]
    [InlineData("horizon")]
    [InlineData("evidence")]
    [InlineData("success_criteria")]
    public async Task Refuses_anything_else_in_an_agreed_plan(string path)
    {
        var aim = await fixture.FirstAimAsync(await fixture.AgreedAsync());
        aim.Statement = "Something else";
        aim.Horizon = V1.Aim.Types.Horizon.Short;
        aim.Evidence.RemoveAt(0);
        aim.SuccessCriteria[0].Target = 50;

        await RefusesAsync(aim, path);
    }

    [Fact]
    public async Task Refuses_another_number_of_criteria_in_an_agreed_plan()
    {
        var aim = await fixture.FirstAimAsync(await fixture.AgreedAsync());
        aim.SuccessCriteria.Clear();

        await RefusesAsync(aim, "success_criteria");
    }

    [Fact]
    public async Task Refuses_evidence_that_is_not_there()
    {
        var aim = await fixture.FirstAimAsync(await fixture.CoherentAsync());
        var missing =
            $"{aim.Name[..aim.Name.IndexOf("/aims/", StringComparison.Ordinal)]}/evidence/{Guid.CreateVersion7()}";
        aim.Evidence.Add(missing);

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => UpdateAsync(aim, "evidence"));

        Assert.Equal(missing, status.GetDetail<Google.Rpc.PreconditionFailure>().Violations[0].Subject);
    }

    async Task RefusesAsync(V1.Aim aim, string path) =>
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => UpdateAsync(aim, path));

    async Task<V1.Aim> UpdateAsync(V1.Aim aim, params string[] paths) =>
        await fixture.Plans.UpdateAimAsync(new() { Aim = aim, UpdateMask = new() { Paths = { paths } } });
}
