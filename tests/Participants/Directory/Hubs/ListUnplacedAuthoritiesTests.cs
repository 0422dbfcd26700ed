using Npgsql;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

/// <summary>The local authorities that no hub serves, for an operator to decide.</summary>
public sealed class ListUnplacedAuthoritiesTests(DirectoryFixture fixture)
{
    static readonly string[] Placed =
    [
        "835", "836", "837", "838", "839", "851", "852", "886", "887", "889", "890", "921",
    ];

    [Fact]
    public async Task Every_present_authority_of_England_is_in_a_hub_or_in_the_list()
    {
        var present = await CodesAsync("SELECT code FROM local_authority WHERE present AND in_england ORDER BY code");
        var areas = await CodesAsync("SELECT code FROM area WHERE kind = 'LOCAL_AUTHORITY'");
        var unplaced = (await AllAsync()).Select(authority => authority.LocalAuthority.Code).ToHashSet();

        Assert.Equal(153, present.Count);
        Assert.All(present, code => Assert.True(areas.Contains(code) != unplaced.Contains(code), code));
        Assert.All(Placed, code => Assert.Contains(code, areas));
    }

    [Fact]
    public async Task Names_an_authority_and_counts_its_schools_without_a_hub()
    {
        var before = await FindAsync("891");
        await fixture.SchoolAsync(record => record.LocalAuthority = Nottinghamshire());
        await fixture.SchoolAsync(record =>
        {
            record.LocalAuthority = Nottinghamshire();
            record.Phase = V1.School.Types.Phase.Primary;
        });
        await fixture.SchoolAsync(record =>
        {
            record.LocalAuthority = Nottinghamshire();
            record.District = new() { Code = "E07000170", DisplayName = "Ashfield" };
        });

        var after = await FindAsync("891");

        Assert.Equal("Nottinghamshire", after.LocalAuthority.DisplayName);
        Assert.Equal((2, 1), (after.SchoolCount - before.SchoolCount, after.SecondaryCount - before.SecondaryCount));
    }

    [Fact]
    public async Task Lists_an_authority_that_is_new_to_GIAS_and_leaves_out_one_that_a_hub_serves_now()
    {
        var code = FreshAuthority();
        await fixture.SchoolAsync(record => record.LocalAuthority = new() { Code = code, DisplayName = "New Shire" });
        Assert.Equal("New Shire", (await FindAsync(code)).LocalAuthority.DisplayName);

        await fixture.HubAsync(Authority(code));

        Assert.DoesNotContain(await AllAsync(), authority => authority.LocalAuthority.Code == code);
    }

    [Fact]
    public async Task The_school_says_that_no_hub_serves_its_authority()
    {
        var school = await fixture.SchoolAsync(record => record.LocalAuthority = Nottinghamshire());

        Assert.StartsWith("No hub serves its local authority, Nottinghamshire (891)", school.HubExplanation);
    }

    static V1.CodedValue Nottinghamshire() => new() { Code = "891", DisplayName = "Nottinghamshire" };

    async Task<V1.UnplacedAuthority> FindAsync(string code) =>
        Assert.Single(await AllAsync(), authority => authority.LocalAuthority.Code == code);

    async Task<IReadOnlyList<V1.UnplacedAuthority>> AllAsync()
    {
        var page = await fixture.Directory.ListUnplacedAuthoritiesAsync(new() { PageSize = 1000 });
        Assert.Empty(page.NextPageToken);
        return page.Authorities;
    }

    async Task<HashSet<string>> CodesAsync(string sql)
    {
        HashSet<string> codes = [];
        await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            codes.Add(reader.GetString(0));
        }

        return codes;
    }
}
