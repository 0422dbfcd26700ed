using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ResetTermDatesTests(PlansFixture fixture)
{
    const string Hub = "hubs/jurassic";

    [Fact]
    public async Task Lets_the_usual_dates_of_England_hold_again()
    {
        var own = await SetAsync(2031);

        var reset = await fixture.Plans.ResetTermDatesAsync(new() { Name = own.Name, Etag = own.Etag });

        Assert.True(reset.EnglandDefault);
        Assert.Equal(reset, await fixture.Plans.GetTermDatesAsync(new() { Name = own.Name }));
        Assert.NotEqual(own.Terms, reset.Terms);
    }

    [Fact]
    public async Task Changes_nothing_where_a_hub_has_set_none()
    {
        var name = $"{Hub}/termDates/2032-33";

        var reset = await fixture.Plans.ResetTermDatesAsync(new() { Name = name });

        Assert.Equal(await fixture.Plans.GetTermDatesAsync(new() { Name = name }), reset);
    }

    [Fact]
    public async Task Refuses_a_stale_etag()
    {
        var own = await SetAsync(2033);

        await Refused.WithAsync(
            StatusCode.Aborted,
            ErrorReason.Conflict,
            async () => await fixture.Plans.ResetTermDatesAsync(new() { Name = own.Name, Etag = own.Etag + "0" }));
    }

    async Task<V1.TermDates> SetAsync(int year)
    {
        var dates = Examples.TermDates(Hub, new(year));
        dates.Terms[0].DisplayName = "Michaelmas";
        return await fixture.Plans.UpdateTermDatesAsync(new() { TermDates = dates });
    }
}
