using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Criterion = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Success criteria as they are written with an aim.</summary>
public sealed class SuccessCriterionTests(PlansFixture fixture)
{
    const string First = "aim.success_criteria[0]";

    [Fact]
    public async Task Keeps_measurements_in_the_order_of_their_days()
    {
        var criterion = await AddAsync(criterion => criterion.Measurements.Add(
            [Examples.Measurement("2025-03-28", 52), Examples.Measurement("2024-12-13", 47)]));

        Assert.Equal([("2024-12-13", 47), ("2025-03-28", 52)],
            criterion.Measurements.Select(measurement => (measurement.MeasureDate, measurement.Value)));
    }

    [Fact]
    public async Task Takes_what_was_measured_today_in_England()
    {
        var today = IsoDate.Text(EnglandTime.Today(TimeProvider.System));

        var criterion = await AddAsync(criterion => criterion.Measurements.Add(Examples.Measurement(today, 50)));

        Assert.Equal(today, criterion.Measurements[0].MeasureDate);
    }

    [Fact]
    public Task Refuses_what_will_be_measured_tomorrow() => RefusesAsync(
        $"{First}.measurements[0].measure_date",
        criterion => criterion.Measurements.Add(
            Examples.Measurement(IsoDate.Text(EnglandTime.Today(TimeProvider.System).AddDays(1)), 50)));

    [Fact]
    public Task Refuses_two_values_of_a_day() => RefusesAsync(
        $"{First}.measurements[1].measure_date",
        criterion => criterion.Measurements.Add(
            [Examples.Measurement("2024-12-13", 47), Examples.Measurement("2024-12-13", 48)]));

    [Fact]
    public Task Refuses_a_measurement_without_a_value() => RefusesAsync(
        $"{First}.measurements[0].value",
        criterion => criterion.Measurements.Add(new Criterion.Types.Measurement { MeasureDate = "2024-12-13" }));

    [Fact]
    public Task Refuses_a_target_of_170_per_cent() =>
        RefusesAsync($"{First}.target", criterion => criterion.Target = 170);

    [Fact]
    public Task Refuses_a_baseline_below_0_per_cent() =>
        RefusesAsync($"{First}.baseline", criterion => criterion.Baseline = -1);

    [Fact]
    public Task Refuses_a_measurement_above_100_per_cent() => RefusesAsync(
        $"{First}.measurements[0].value",
        criterion => criterion.Measurements.Add(Examples.Measurement("2024-12-13", 100.5)));

    [Fact]
    public Task Refuses_a_number_that_is_none() =>
        RefusesAsync($"{First}.target", criterion => criterion.Target = double.NaN);

    [Fact]
    public async Task Takes_170_of_another_unit()
    {
        var criterion = await AddAsync(criterion => (criterion.Target, criterion.Unit) = (170, "books"));

        Assert.Equal(170, criterion.Target);
    }

    async Task<Criterion> AddAsync(Action<Criterion> change)
    {
        var aim = Examples.Aim();
        change(aim.SuccessCriteria[0]);
        return (await fixture.AddAsync(await fixture.DraftAsync(), aim)).SuccessCriteria[0];
    }

    async Task RefusesAsync(string field, Action<Criterion> change)
    {
        var plan = await fixture.UntouchedAsync();
        var aim = Examples.Aim();
        change(aim.SuccessCriteria[0]);
        await Refused.ForFieldAsync(field, () => fixture.AddAsync(plan, aim));
    }
}
