using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>Letters of foci without their project's code.</summary>
public sealed class LettersAloneTests(NewYearFixture fixture) : IClassFixture<NewYearFixture>
{
    [Fact]
    public async Task Mean_the_foci_of_the_academic_year_in_England()
    {
        var before = await ResolveAsync("Focus A");
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        var after = await ResolveAsync("c and d");
        var refusal = await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => ResolveAsync("Focus A and Z"));
        fixture.Clock.Advance(TimeSpan.FromDays(2 * 365));

        Assert.Equal(["NCP23-14a"], before);
        Assert.Equal(["NCP24-14c", "NCP24-14d"], after);
        Assert.Equal(
            "No published project of the year has a focus z: give the project's code too, such as NCP24-14b.",
            refusal.Message);
        Assert.Equal(after, await ResolveAsync("foci c-d"));
    }

    async Task<IEnumerable<string>> ResolveAsync(string code)
    {
        var catalogue = fixture.Client<V1.FocusCatalogueService.FocusCatalogueServiceClient>();
        return (await catalogue.ResolveCodeAsync(new() { Code = code })).Foci.Select(focus => focus.Code);
    }
}
