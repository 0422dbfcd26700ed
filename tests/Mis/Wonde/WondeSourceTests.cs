using Mastery.Mis.Tests.Reading;
using Mastery.Mis.Tests.StandIns;

namespace Mastery.Mis.Tests.Wonde;

/// <summary>Wonde as it is documented.</summary>
public sealed class WondeSourceTests : IAsyncLifetime
{
    readonly WondeStandIn _wonde = new();

    public async ValueTask InitializeAsync() => await _wonde.StartAsync();

    public ValueTask DisposeAsync() => _wonde.DisposeAsync();

    [Fact]
    public async Task Reads_all_pages_of_employees_and_nothing_that_it_may_not()
    {
        var person = _wonde.Add("A1", "Annie", "O’Brien");
        (person["legal_forename"], person["legal_surname"]) = ("Anna", "Ash");
        foreach (var number in Enumerable.Range(2, 6))
        {
            _wonde.Add($"A{number}", "Bo", $"Birch{number}");
        }

        var feed = await ReadAsync(_wonde.Options);

        Assert.Equal(("Wonde", FeedMode.Full), (feed.Start.Format, feed.Start.Mode));
        Assert.Equal(Enumerable.Range(1, 7).Select(number => $"A{number}"), feed.Records.Select(record => record.Id));
        var anna = feed["A1"];
        Assert.Equal(("Anna", "Ash", "Annie", "O'Brien", "work@hill.example", "1234567"), (anna.GivenName,
            anna.FamilyName,
            anna.PreferredGivenName, anna.PreferredFamilyName, anna.Email, anna.Trn));
        var post = Assert.Single(anna.Posts);
        Assert.Equal(("136283", "Mathematics", "Head of Mathematics", "2021-09-01", ""),
            (post.SchoolNumber, post.Subject, post.JobTitle, post.StartDate, post.EndDate));
        Assert.Equal(("136283", SchoolNumberKind.Urn, "Hill School"), Assert.Single(feed.End.Schools) is var school
            ? (school.Number, school.Kind, school.Name) : default);
        Assert.Empty(feed.Problems);
        Assert.DoesNotContain("canary", feed.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Takes_the_number_of_the_establishment_where_there_is_no_urn()
    {
        _wonde.School["urn"] = null;
        _wonde.Add("A1", "Anna", "Ash");

        var feed = await ReadAsync(_wonde.Options);

        Assert.Equal("9364567", feed["A1"].Posts.Single().SchoolNumber);
    }

    [Fact]
    public async Task Reads_only_what_has_changed_since_the_cursor()
    {
        _wonde.Add("A1", "Anna", "Ash", TimeSpan.FromDays(2));
        _wonde.Add("A2", "Bo", "Birch", TimeSpan.FromDays(2));
        var first = await ReadAsync(_wonde.Options);
        _wonde.Employees.RemoveAt(0);
        _wonde.Delete("A1", TimeSpan.Zero);
        _wonde.Add("A3", "Cy", "Cole");

        var second = await ReadAsync(_wonde.Options with { ChangedSince = first.End.Cursor! });

        Assert.Equal(FeedMode.Delta, second.Start.Mode);
        Assert.Equal([("A1", true), ("A3", false)],
            second.Records.Select(record => (record.Id, record.Deleted)).OrderBy(record => record.Id));
    }

    [Fact]
    public async Task Keeps_whoever_came_back_after_a_deletion()
    {
        _wonde.Add("A1", "Anna", "Ash");
        _wonde.Delete("A1", TimeSpan.FromHours(1), restored: TimeSpan.FromMinutes(1));
        _wonde.Add("A2", "Bo", "Birch", TimeSpan.FromMinutes(1));
        _wonde.Delete("A2", TimeSpan.FromHours(1));
        _wonde.Add("A3", "Cy", "Cole", TimeSpan.FromHours(2));
        _wonde.Delete("A3", TimeSpan.FromHours(1));
        _wonde.Delete("A4", TimeSpan.FromHours(3), restored: TimeSpan.FromHours(2));
        _wonde.Delete("A5", TimeSpan.FromHours(2), restored: TimeSpan.FromHours(3));

        var feed = await ReadAsync(_wonde.Options with { ChangedSince = "2020-01-01 00:00:00" });

        Assert.Equal([("A1", false), ("A2", false), ("A3", true), ("A5", true)],
            feed.Records.Select(record => (record.Id, record.Deleted)).OrderBy(record => record.Id));
    }

    [Fact]
    public async Task Says_that_former_employees_are_gone_and_nothing_else_of_them()
    {
        _wonde.Add("A1", "Anna", "Ash")["employment_details"]!["data"]!["current"] = false;

        var record = Assert.Single((await ReadAsync(_wonde.Options)).Records);

        Assert.True(record.Deleted);
        Assert.Equal(("", ""), (record.FamilyName, record.Trn));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Loses_no_change_when_the_clocks_differ(int sign)
    {
        _wonde.Skew = sign * TimeSpan.FromHours(3);
        _wonde.Add("A1", "Anna", "Ash", TimeSpan.FromDays(2));
        var first = await ReadAsync(_wonde.Options);
        _wonde.Add("A2", "Bo", "Birch");

        var second = await ReadAsync(_wonde.Options with { ChangedSince = first.End.Cursor! });

        Assert.Equal(["A2"], second.Records.Select(record => record.Id));
    }

    static async Task<Feed> ReadAsync(WondeOptions options)
    {
        using var source = new WondeSource(options);
        return await Feed.OfAsync(source);
    }
}
