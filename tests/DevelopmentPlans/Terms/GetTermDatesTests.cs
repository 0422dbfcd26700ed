using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class GetTermDatesTests(PlansFixture fixture)
{
    const string Hub = $"hubs/{PlansFixture.OtherHub}";

    [Fact]
    public async Task Answers_the_usual_dates_of_England_where_a_hub_has_none_and_says_so()
    {
        var dates = await fixture.Plans.GetTermDatesAsync(new() { Name = $"{Hub}/termDates/2024-25" });

        Assert.True(dates.EnglandDefault);
        Assert.Equal(("2024-25", null, null), (dates.AcademicYear, dates.CreateTime, dates.UpdateTime));
        Assert.Equal(
            [("autumn", "2024-09-02", "2024-12-20"), ("spring", "2025-01-06", "2025-04-04"),
                ("summer", "2025-04-22", "2025-07-22")],
            dates.Terms.Select(term => (term.DisplayName, term.StartDate, term.EndDate)));
        Assert.Equal(
            ("half term", "2024-10-28", "2024-11-01"),
            (dates.Terms[0].Breaks[0].DisplayName, dates.Terms[0].Breaks[0].StartDate,
                dates.Terms[0].Breaks[0].EndDate));
    }

    [Theory]
    [InlineData("2024-26")]
    [InlineData("next-year")]
    public Task Finds_nothing_for_what_is_no_academic_year(string year) => Refused.WithAsync(
        StatusCode.NotFound,
        ErrorReason.ResourceNotFound,
        async () => await fixture.Plans.GetTermDatesAsync(new() { Name = $"{Hub}/termDates/{year}" }));

    [Fact]
    public async Task Keeps_what_a_hub_has_set_from_other_hubs()
    {
        var own = Examples.TermDates("hubs/solent", new(2032));
        own.Terms[0].DisplayName = "Michaelmas";
        await fixture.Plans.UpdateTermDatesAsync(new() { TermDates = own });

        var others = await fixture.As(PlansFixture.OtherHub, "plans.read")
            .GetTermDatesAsync(new() { Name = $"{Hub}/termDates/2032-33" });

        Assert.Equal((true, "autumn"), (others.EnglandDefault, others.Terms[0].DisplayName));
    }

    [Fact]
    public async Task Lists_only_what_hubs_have_set()
    {
        var set = await fixture.Plans.UpdateTermDatesAsync(
            new() { TermDates = Examples.TermDates("hubs/sussex", new(2031)) });

        var listed = await fixture.Plans.ListTermDatesAsync(new() { Parent = "hubs/sussex" });

        Assert.Equal([set], listed.TermDates);
    }
}
