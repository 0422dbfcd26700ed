namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Processor time of the process is counted, so no other test runs meanwhile.</summary>
[CollectionDefinition(nameof(AssessmentCostTests), DisableParallelization = true)]
[Collection(nameof(AssessmentCostTests))]
public sealed class AssessmentCostTests
{
    [Fact]
    public void Of_two_hundred_parts_is_less_than_50_ms_of_processor_time()
    {
        var plan = Large();
        plan.Assess();

        const int Rounds = 20;
        var before = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < Rounds; round++)
        {
            plan.Assess();
        }

        var each = (Environment.CpuUsage.TotalTime - before) / Rounds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each.TotalMilliseconds:0.00} ms for 200 parts");
        Assert.InRange(each, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    static PlanSnapshot Large() => Written.Strong.With(
        evidence: [.. Enumerable.Range(1, 60).Select(place => Written.Strong.Evidence[place % 4] with
        {
            Id = Written.Id(1, place),
            Finding = $"{Written.Strong.Evidence[place % 4].Finding} Class {place}.",
        })],
        aims: [.. Enumerable.Range(1, 60).Select(place => Written.Strong.Aims[place % 3] with
        {
            Id = Written.Id(2, place),
            Statement = $"{Written.Strong.Aims[place % 3].Statement} Class {place}.",
            EvidenceIds = [Written.Id(1, place)],
        })],
        activities: [.. Enumerable.Range(1, 80).Select(place => Written.Strong.Activities[place % 8] with
        {
            Id = Written.Id(3, place),
            AimIds = [.. Enumerable.Range(1, 20).Select(aim => Written.Id(2, aim + (place % 40)))],
        })]);
}
