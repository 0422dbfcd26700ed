using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class UpdateEvidenceTests(PlansFixture fixture)
{
    [Fact]
    public async Task Removes_the_measure()
    {
        var evidence = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Evidence());
        evidence.Measure = null;

        var updated = await fixture.Plans.UpdateEvidenceAsync(
            new() { Evidence = evidence, UpdateMask = new() { Paths = { "measure" } } });

        Assert.Null(updated.Measure);
    }

    [Fact]
    public async Task Changes_one_number_of_the_measure()
    {
        var evidence = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Evidence());

        var updated = await fixture.Plans.UpdateEvidenceAsync(new()
        {
            Evidence = new() { Name = evidence.Name, Measure = new() { Value = 44 } },
            UpdateMask = new() { Paths = { "measure.value" } },
        });

        Assert.Equal((44, evidence.Measure.Label), (updated.Measure.Value, updated.Measure.Label));
    }

    [Theory]
    [InlineData]
    [InlineData("measure.value")]
    [InlineData("measure")]
    public async Task Refuses_a_number_without_what_it_measures(params string[] paths)
    {
        var unmeasured = Examples.Evidence();
        unmeasured.Measure = null;
        var evidence = await fixture.AddAsync(await fixture.DraftAsync(), unmeasured);

        await Refused.ForFieldAsync("evidence.measure.label", async () => await fixture.Plans.UpdateEvidenceAsync(new()
        {
            Evidence = new() { Name = evidence.Name, Measure = new() { Value = 44 } },
            UpdateMask = new() { Paths = { paths } },
        }));

        Assert.Equal(evidence, await fixture.Plans.GetEvidenceAsync(new() { Name = evidence.Name }));
    }

    [Fact]
    public async Task Refuses_a_new_unit_that_makes_the_number_impossible()
    {
        var evidence = Examples.Evidence();
        (evidence.Measure.Value, evidence.Measure.Unit) = (170, "marks");
        evidence = await fixture.AddAsync(await fixture.DraftAsync(), evidence);

        await Refused.ForFieldAsync("evidence.measure.value", async () => await fixture.Plans.UpdateEvidenceAsync(new()
        {
            Evidence = new() { Name = evidence.Name, Measure = new() { Unit = "%" } },
            UpdateMask = new() { Paths = { "measure.unit" } },
        }));
    }

    [Fact]
    public async Task Refuses_evidence_of_an_agreed_plan()
    {
        var evidence = await fixture.FirstEvidenceAsync(await fixture.AgreedAsync());
        evidence.Finding = "Something else";

        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.WrongState,
            async () => await fixture.Plans.UpdateEvidenceAsync(new() { Evidence = evidence }));
    }

    [Fact]
    public async Task Finds_it_only_in_its_own_plan()
    {
        var evidence = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Evidence());
        var other = await fixture.DraftAsync();
        evidence.Name = $"{other.Name}/evidence/{evidence.Name.Split('/')[^1]}";

        await Refused.WithAsync(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            async () => await fixture.Plans.UpdateEvidenceAsync(new() { Evidence = evidence }));
    }
}
