using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class UpdateTermDatesTests(PlansFixture fixture)
{
    const string Hub = "hubs/enigma";

    static int _year = 2029;

    [Fact]
    public async Task Sets_a_hub_s_own_dates_in_place_of_England_s()
    {
        var wanted = Example();
        wanted.Terms[2].EndDate = $"{wanted.AcademicYear[..2]}{wanted.AcademicYear[^2..]}-07-24";

        var set = await SetAsync(wanted);

        Assert.False(set.EnglandDefault);
        Assert.NotNull(set.CreateTime);
        Assert.Equal(wanted.Terms, set.Terms);
        Assert.Equal(set, await fixture.Plans.GetTermDatesAsync(new() { Name = wanted.Name }));
    }

    [Fact]
    public async Task Takes_six_terms()
    {
        var wanted = Example();
        wanted.Terms.Clear();
        foreach (var (index, (start, end)) in new[]
        {
            ("09-01", "10-20"), ("10-30", "12-20"), ("01-05", "02-10"), ("02-20", "04-01"), ("04-15", "05-24"),
            ("06-03", "07-22"),
        }.Index())
        {
            var year = index < 2 ? wanted.AcademicYear[..4] : $"20{wanted.AcademicYear[^2..]}";
            wanted.Terms.Add(new V1.TermDates.Types.Term
            {
                DisplayName = $"term {index + 1}",
                StartDate = $"{year}-{start}",
                EndDate = $"{year}-{end}",
            });
        }

        Assert.Equal(6, (await SetAsync(wanted)).Terms.Count);
    }

    [Fact]
    public async Task Refuses_fewer_than_three_terms()
    {
        var wanted = Example();
        wanted.Terms.RemoveAt(2);

        await Refused.ForFieldAsync("term_dates.terms", () => SetAsync(wanted));
    }

    [Fact]
    public async Task Refuses_a_term_outside_the_academic_year()
    {
        var wanted = Example();
        wanted.Terms[0].StartDate = $"{wanted.AcademicYear[..4]}-08-31";

        await Refused.ForFieldAsync("term_dates.terms[0]", () => SetAsync(wanted));
    }

    [Fact]
    public async Task Refuses_a_term_that_ends_before_it_begins()
    {
        var wanted = Example();
        (wanted.Terms[0].StartDate, wanted.Terms[0].EndDate) = (wanted.Terms[0].EndDate, wanted.Terms[0].StartDate);
        wanted.Terms[0].Breaks.Clear();

        await Refused.ForFieldAsync("term_dates.terms[0].end_date", () => SetAsync(wanted));
    }

    [Fact]
    public async Task Refuses_terms_out_of_order()
    {
        var wanted = Example();
        var last = wanted.Terms[2];
        wanted.Terms.RemoveAt(2);
        wanted.Terms.Insert(0, last);

        await Refused.ForFieldAsync("term_dates.terms[1].start_date", () => SetAsync(wanted));
    }

    [Fact]
    public async Task Refuses_terms_that_overlap()
    {
        var wanted = Example();
        wanted.Terms[1].StartDate = wanted.Terms[0].EndDate;

        await Refused.ForFieldAsync("term_dates.terms[1].start_date", () => SetAsync(wanted));
    }

    [Fact]
    public async Task Refuses_a_half_term_outside_its_term()
    {
        var wanted = Example();
        wanted.Terms[0].Breaks[0].EndDate = wanted.Terms[1].StartDate;

        await Refused.ForFieldAsync("term_dates.terms[0].breaks[0]", () => SetAsync(wanted));
    }

    [Fact]
    public async Task Refuses_breaks_that_overlap()
    {
        var wanted = Example();
        wanted.Terms[0].Breaks.Add(wanted.Terms[0].Breaks[0].Clone());

        await Refused.ForFieldAsync("term_dates.terms[0].breaks[1].start_date", () => SetAsync(wanted));
    }

    [Fact]
    public async Task Refuses_the_second_of_two_who_set_them_at_once()
    {
        var seen = await fixture.Plans.GetTermDatesAsync(new() { Name = Example().Name });
        await SetAsync(seen);

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, () => SetAsync(seen));
    }

    static V1.TermDates Example() => Examples.TermDates(Hub, new(Interlocked.Increment(ref _year)));

    async Task<V1.TermDates> SetAsync(V1.TermDates dates) =>
        await fixture.Plans.UpdateTermDatesAsync(new() { TermDates = dates });
}
