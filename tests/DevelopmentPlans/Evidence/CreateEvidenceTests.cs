using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CreateEvidenceTests(PlansFixture fixture)
{
    [Fact]
    public async Task Keeps_every_field()
    {
        var plan = await fixture.DraftAsync();
        var wanted = Examples.Evidence();
        wanted.NeedsOf.Add(V1.Evidence.Types.NeedsOf.Teachers);
        wanted.Attachments.Add(new V1.Evidence.Types.Attachment
        {
            Title = "Year 8 books, a page of each",
            Uri = "https://files.example.sch.uk/year8.pdf",
            Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        });

        var made = await fixture.AddAsync(plan, wanted);

        Assert.StartsWith($"{plan.Name}/evidence/", made.Name, StringComparison.Ordinal);
        Assert.Equal(
            (wanted.Kind, wanted.CollectDate, wanted.Finding, wanted.NeedsOf, wanted.Measure, wanted.Attachments),
            (made.Kind, made.CollectDate, made.Finding, made.NeedsOf, made.Measure, made.Attachments));
    }

    [Fact]
    public async Task Needs_no_measure()
    {
        var wanted = Examples.Evidence();
        wanted.Measure = null;

        Assert.Null((await fixture.AddAsync(await fixture.DraftAsync(), wanted)).Measure);
    }

    [Fact]
    public async Task Adds_to_a_shared_plan() =>
        Assert.NotEmpty((await fixture.AddAsync(await fixture.SharedAsync(), Examples.Evidence())).Name);

    [Fact]
    public async Task Refuses_an_agreed_plan()
    {
        var plan = await fixture.AgreedAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => fixture.AddAsync(plan, Examples.Evidence()));
    }

    [Fact]
    public async Task Refuses_a_plan_that_is_not_there()
    {
        var nowhere = new V1.Plan { Name = $"hubs/{PlansFixture.Hub}/plans/{Guid.CreateVersion7()}" };

        await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.AddAsync(nowhere, Examples.Evidence()));
    }

    [Fact]
    public async Task Requires_needs_of()
    {
        var plan = await fixture.DraftAsync();
        var vague = Examples.Evidence();
        vague.NeedsOf.Clear();

        await Refused.ForFieldAsync("evidence.needs_of", () => fixture.AddAsync(plan, vague));
    }

    [Fact]
    public async Task Refuses_a_day_that_does_not_exist()
    {
        var plan = await fixture.DraftAsync();
        var impossible = Examples.Evidence();
        impossible.CollectDate = "2025-02-30";

        await Refused.ForFieldAsync("evidence.collect_date", () => fixture.AddAsync(plan, impossible));
    }
}
