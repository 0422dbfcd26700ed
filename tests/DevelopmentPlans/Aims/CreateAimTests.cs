using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CreateAimTests(PlansFixture fixture)
{
    [Fact]
    public async Task Keeps_every_field()
    {
        var plan = await fixture.DraftAsync();
        var wanted = Examples.Aim(await fixture.AddAsync(plan, Examples.Evidence()));
        wanted.SuccessCriteria[0].Measurements.Add(Examples.Measurement("2024-10-11", 0));
        wanted.SuccessCriteria.Add(Examples.Observed());

        var made = await fixture.AddAsync(plan, wanted);

        Assert.Equal(
            (
                wanted.Statement,
                wanted.OutcomeHeading,
                wanted.BigIdeas,
                wanted.EssenceThemes,
                wanted.Evidence,
                wanted.SuccessCriteria,
                wanted.Horizon),
            (
                made.Statement,
                made.OutcomeHeading,
                made.BigIdeas,
                made.EssenceThemes,
                made.Evidence,
                made.SuccessCriteria,
                made.Horizon));
    }

    [Fact]
    public async Task Distinguishes_0_from_no_value()
    {
        var wanted = Examples.Aim();
        wanted.SuccessCriteria[0].Baseline = 0;
        wanted.SuccessCriteria[0].ClearTarget();

        var criterion = (await fixture.AddAsync(await fixture.DraftAsync(), wanted)).SuccessCriteria[0];

        Assert.Equal((true, 0.0, false), (criterion.HasBaseline, criterion.Baseline, criterion.HasTarget));
    }

    [Fact]
    public async Task Sets_the_status_to_NOT_STARTED_if_none_is_given() => Assert.Equal(
        V1.Aim.Types.Status.NotStarted, (await fixture.AddAsync(await fixture.DraftAsync(), Examples.Aim())).Status);

    [Fact]
    public async Task Keeps_repeated_values_once()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());

        var aim = await fixture.AddAsync(plan, Examples.Aim(evidence, evidence));

        Assert.Equal([evidence.Name], aim.Evidence);
    }

    [Fact]
    public async Task Refuses_evidence_that_is_not_there_and_names_it()
    {
        var plan = await fixture.DraftAsync();
        var there = await fixture.AddAsync(plan, Examples.Evidence());
        var missing = new V1.Evidence { Name = $"{plan.Name}/evidence/{Guid.CreateVersion7()}" };

        await RefusesAsync(plan, missing.Name, there, missing);
    }

    [Fact]
    public async Task Refuses_evidence_of_another_plan_and_names_it()
    {
        var plan = await fixture.DraftAsync();
        var other = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Evidence());

        await RefusesAsync(plan, other.Name, other);
    }

    [Fact]
    public async Task Refuses_evidence_of_another_hub()
    {
        var plan = await fixture.DraftAsync();
        var elsewhere = new V1.Evidence
        {
            Name = $"hubs/{PlansFixture.OtherHub}/plans/{Guid.CreateVersion7()}/evidence/{Guid.CreateVersion7()}",
        };

        await Refused.ForFieldAsync("aim.evidence[0]", () => fixture.AddAsync(plan, Examples.Aim(elsewhere)));
    }

    [Fact]
    public async Task Refuses_a_value_that_is_no_big_idea()
    {
        var plan = await fixture.DraftAsync();
        var vague = Examples.Aim();
        vague.BigIdeas.Add(BigIdea.Unspecified);

        await Refused.ForFieldAsync($"aim.big_ideas[{vague.BigIdeas.Count - 1}]", () => fixture.AddAsync(plan, vague));
    }

    [Fact]
    public async Task Refuses_an_agreed_plan()
    {
        var plan = await fixture.AgreedAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => fixture.AddAsync(plan, Examples.Aim()));
    }

    async Task RefusesAsync(V1.Plan plan, string missing, params V1.Evidence[] evidence)
    {
        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.ReferenceInvalid,
            () => fixture.AddAsync(plan, Examples.Aim(evidence)));

        Assert.Equal(missing, status.GetDetail<Google.Rpc.PreconditionFailure>().Violations[0].Subject);
    }
}
