using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
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

    [Fact]
    public async Task Takes_what_was_collected_today_in_England()
    {
        var today = IsoDate.Text(EnglandTime.Today(TimeProvider.System));

        Assert.Equal(today, (await AddAsync(evidence => evidence.CollectDate = today)).CollectDate);
    }

    [Fact]
    public Task Refuses_what_will_be_collected_tomorrow() => RefusesAsync("evidence.collect_date",
        evidence => evidence.CollectDate = IsoDate.Text(EnglandTime.Today(TimeProvider.System).AddDays(1)));

    [Fact]
    public async Task Takes_what_was_collected_ten_years_before_the_plans_year() => Assert.Equal(
        "2014-09-01", (await AddAsync(evidence => evidence.CollectDate = "2014-09-01")).CollectDate);

    [Fact]
    public Task Refuses_what_was_collected_more_than_ten_years_before_the_plans_year() => RefusesAsync(
        "evidence.collect_date", evidence => evidence.CollectDate = "2014-08-31");

    [Theory]
    [InlineData("%")]
    [InlineData("per cent")]
    [InlineData("Percent")]
    [InlineData("% of Year 8")]
    public async Task Refuses_a_percentage_above_100_or_below_0(string unit)
    {
        await RefusesAsync("evidence.measure.value", evidence => evidence.Measure = Measure(170, unit));
        await RefusesAsync("evidence.measure.value", evidence => evidence.Measure = Measure(-1, unit));
    }

    [Theory]
    [InlineData(100, "%")]
    [InlineData(170, "marks")]
    [InlineData(-4, "percentage points")]
    public async Task Takes_what_can_be(double value, string unit) => Assert.Equal(
        value, (await AddAsync(evidence => evidence.Measure = Measure(value, unit))).Measure.Value);

    [Fact]
    public async Task Says_everything_that_cannot_be_at_once()
    {
        var plan = await fixture.UntouchedAsync();
        var impossible = Examples.Evidence();
        (impossible.CollectDate, impossible.Measure) = ("1950-01-01", Measure(170, "%"));

        var status = await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField,
            () => fixture.AddAsync(plan, impossible));

        Assert.Equal(["evidence.collect_date", "evidence.measure.value"],
            status.GetDetail<Google.Rpc.BadRequest>().FieldViolations.Select(violation => violation.Field));
    }

    [Theory]
    [InlineData("http://files.example.sch.uk/year8.pdf", "", "uri")]
    [InlineData("https://files.example.sch.uk/year8.pdf", "9f86", "sha256")]
    public Task Refuses_an_attachment_that_nobody_could_check(string uri, string sha256, string field) => RefusesAsync(
        $"evidence.attachments[0].{field}",
        evidence => evidence.Attachments.Add(new V1.Evidence.Types.Attachment
        {
            Title = "Books",
            Uri = uri,
            Sha256 = sha256,
        }));

    static V1.Evidence.Types.Measure Measure(double value, string unit) =>
        new() { Label = "Secure in ratio", Value = value, Unit = unit };

    async Task<V1.Evidence> AddAsync(Action<V1.Evidence> change)
    {
        var evidence = Examples.Evidence();
        change(evidence);
        return await fixture.AddAsync(await fixture.DraftAsync(), evidence);
    }

    async Task RefusesAsync(string field, Action<V1.Evidence> change)
    {
        var plan = await fixture.UntouchedAsync();
        var evidence = Examples.Evidence();
        change(evidence);
        await Refused.ForFieldAsync(field, () => fixture.AddAsync(plan, evidence));
    }
}
