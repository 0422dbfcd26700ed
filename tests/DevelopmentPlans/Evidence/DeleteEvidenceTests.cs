using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class DeleteEvidenceTests(PlansFixture fixture)
{
    [Fact]
    public async Task Refuses_evidence_on_which_an_aim_rests_and_names_the_aim()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());
        var aim = await fixture.AddAsync(plan, Examples.Aim(evidence));

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => DeleteAsync(evidence));

        Assert.Contains(
            aim.Name,
            status.GetDetail<Google.Rpc.PreconditionFailure>().Violations[0].Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_it_once_no_aim_rests_on_it()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());
        var aim = await fixture.AddAsync(plan, Examples.Aim(evidence));
        aim.Evidence.Clear();
        await fixture.Plans.UpdateAimAsync(new() { Aim = aim, UpdateMask = new() { Paths = { "evidence" } } });

        await DeleteAsync(evidence);

        Assert.Empty((await fixture.Plans.ListEvidenceAsync(new() { Parent = plan.Name })).Evidence);
    }

    [Fact]
    public async Task Refuses_evidence_of_an_agreed_plan()
    {
        var plan = await fixture.SharedAsync();
        var spare = await fixture.AddAsync(plan, Examples.Evidence());
        await fixture.Plans.AgreePlanAsync(new() { Name = plan.Name });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => DeleteAsync(spare));
    }

    async Task DeleteAsync(V1.Evidence evidence) =>
        await fixture.Plans.DeleteEvidenceAsync(new() { Name = evidence.Name });
}
