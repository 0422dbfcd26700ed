using Microsoft.Extensions.DependencyInjection;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

/// <summary>The schools whose past counts for a school's eligibility.</summary>
public sealed class AncestorTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Are_all_direct_and_indirect_predecessors()
    {
        var (older, old, other, young) = (FreshUrn(), FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(
            Link(older, old, "Successor"),
            Link(old, young, "Successor - merged"),
            Link(other, young, "Successor - merged"));

        Assert.Equal([(older, true), (old, true), (other, true)], await OfAsync(young));
    }

    [Fact]
    public async Task Are_uncertain_where_a_school_has_several_successors_and_nobody_decided()
    {
        var (older, old, first, second) = (FreshUrn(), FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(
            Link(older, old, "Successor"), Link(old, first, "Successor"), Link(old, second, "Successor"));

        Assert.Equal([(older, false), (old, false)], await OfAsync(first));
    }

    [Fact]
    public async Task Are_none_over_a_succession_that_a_person_rejected()
    {
        var (old, first, second) = (FreshUrn(), FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(old, first, "Successor"), Link(old, second, "Successor"));

        await fixture.Directory.ResolveSuccessionAsync(
            new() { Name = $"schools/{old}", Successors = { $"schools/{first}" }, Reason = "It moved there." });

        Assert.Equal([(old, true)], await OfAsync(first));
        Assert.Empty(await OfAsync(second));
    }

    [Fact]
    public async Task Are_found_once_and_uncertain_in_a_cycle()
    {
        var (one, two) = (FreshUrn(), FreshUrn());
        await fixture.LinkAsync(Link(one, two, "Successor"), Link(two, one, "Successor"));

        Assert.Equal([(two, false)], await OfAsync(one));
    }

    async Task<IEnumerable<(string, bool)>> OfAsync(string urn)
    {
        await using var scope = fixture.Service.Services.CreateAsyncScope();
        var ancestors = await scope.ServiceProvider.GetRequiredService<SuccessionStore>().AncestorsAsync(urn);
        return ancestors.Select(ancestor => (ancestor.Urn, ancestor.Followed));
    }
}
