using System.Text.Json;
using Mastery.Common.V1;
using Mastery.Years;

namespace Mastery.Suite.Tests.Years;

/// <summary>The generator of years.</summary>
public sealed class GeneratedYearTests
{
    [Fact]
    public void The_same_seed_gives_the_same_hub_whatever_the_number_of_hubs()
    {
        var (few, many) = (Hubs(3), Hubs(40));

        Assert.Equal(few.Select(Text), many.Take(3).Select(Text));
        Assert.NotEqual(Text(few[0]), Text(Hubs(1, seed: 2)[0]));
    }

    [Fact]
    public void No_two_hubs_share_a_URN_and_no_two_schools_of_a_hub_a_name()
    {
        var hubs = Hubs(40);

        var urns = hubs.SelectMany(hub => hub.Schools).Select(school => school.Urn).ToList();
        Assert.Equal(urns.Count, urns.Distinct().Count());
        Assert.All(hubs, hub => Assert.Equal(
            hub.Schools.Count, hub.Schools.Select(school => school.DisplayName).Distinct().Count()));
    }

    [Fact]
    public void Every_group_has_more_suitable_departments_than_places()
    {
        var hub = Hubs(1)[0];

        Assert.Equal(50, hub.Departments.Count);
        Assert.Equal([45, 5], new[] { Subject.Mathematics, Subject.Science }.Select(subject =>
            hub.Departments.Count(department => department.Subject == subject)));
        Assert.All(hub.Groups.Index(), group => Assert.True(hub.Departments.Count(department =>
            department.Application?.Group == group.Index) > group.Item.Capacity));
        Assert.All(hub.Departments.Where(department => department.Application?.Partner is not null), department =>
            Assert.Equal(
                department.School, hub.Departments[department.Application!.Partner!.Value].School));
    }

    static List<GeneratedHub> Hubs(int count, int seed = 1) =>
        [.. new YearGenerator(new() { Seed = seed }).Hubs(Enumerable.Range(1, count).Select(hub => $"hubs/hub-{hub}"))];

    static string Text(GeneratedHub hub) => JsonSerializer.Serialize(hub);
}
