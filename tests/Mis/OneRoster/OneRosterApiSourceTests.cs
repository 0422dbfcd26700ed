using Mastery.Mis.Tests.Reading;
using Mastery.Mis.Tests.StandIns;
using Mastery.Participants.V1;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.Mis.Tests.OneRoster;

/// <summary>A OneRoster service as it is documented, and on bad days.</summary>
public sealed class OneRosterApiSourceTests : IAsyncLifetime
{
    readonly OneRosterStandIn _service = new();

    public async ValueTask InitializeAsync()
    {
        await _service.StartAsync();
        _service.Add("orgs",
            """{"sourcedId": "o1", "name": "Hill School", "type": "school", "identifier": "136283"}""");
        _service.Add("courses", """{"sourcedId": "k1", "title": "Mathematics"}""");
        _service.Add("classes",
            """{"sourcedId": "c1", "school": {"sourcedId": "o1"}, "course": {"sourcedId": "k1"}}""");
        _service.Add("enrollments",
            """{"role": "teacher", "user": {"sourcedId": "u1"}, "class": {"sourcedId": "c1"}}""");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_all_pages_of_staff_and_asks_for_nobody_else(bool links)
    {
        _service.Links = links;
        AddTeachers(5);
        _service.AddUser("s1", "student", "Sam", "Pupil");
        _service.AddUser("a1", "administrator", "Bea", "Boss",
            """
            , "userIds": [ { "type": "LDAP", "identifier": "canary" }, { "type": "TRN", "identifier": "1234567" } ]
            """);

        var feed = await ReadAsync(_service.Options);

        Assert.Equal(("OneRoster 1.1 REST", FeedMode.Full), (feed.Start.Format, feed.Start.Mode));
        Assert.Equal(["u1", "u2", "u3", "u4", "u5", "a1"], feed.Records.Select(record => record.Id));
        Assert.Equal(("136283", "Mathematics"), Assert.Single(feed["u1"].Posts) is var post
            ? (post.SchoolNumber, post.Subject) : default);
        Assert.Equal("1234567", feed["a1"].Trn);
        Assert.Empty(feed.Problems);
        Assert.Empty(feed.End.Dropped);
        Assert.DoesNotContain("canary", feed.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_service.Requests, request => request.Contains("student", StringComparison.Ordinal));
        Assert.All(_service.Requests.Where(request => request.Contains("/users", StringComparison.Ordinal)),
            request => Assert.Contains("filter=role='", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drops_pupils_of_a_service_that_knows_no_filters()
    {
        _service.Filters = false;
        AddTeachers(2);
        _service.AddUser("s1", "student", "Sam", "Pupil");

        var feed = await ReadAsync(_service.Options);

        Assert.Equal(["u1", "u2"], feed.Records.Select(record => record.Id));
        Assert.DoesNotContain("Pupil", feed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_roles_of_version_1_2()
    {
        await using var service = new OneRosterStandIn("v1p2");
        await service.StartAsync();
        service.Add("orgs", """{"sourcedId": "o1", "name": "Hill", "type": "school", "identifier": "936/4567"}""");
        service.Add("users", """
            {"sourcedId": "u1", "givenName": "Anna", "familyName": "Ash", "preferredFirstName": "Annie", "roles": [
              {"roleType": "primary", "role": "principal", "org": {"sourcedId": "o1"}, "beginDate": "2021-09-01"}]}
            """);
        service.Add("users", """
            {"sourcedId": "s1", "givenName": "Sam", "familyName": "Pupil", "roles": [
              {"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}]}
            """);

        var person = Assert.Single((await ReadAsync(service.Options)).Records);

        Assert.Equal(("Anna", "Annie"), (person.GivenName, person.PreferredGivenName));
        Assert.Equal(("9364567", Responsibility.SeniorLeader, "2021-09-01"), Assert.Single(person.Posts) is var post
            ? (post.SchoolNumber, post.Responsibility, post.StartDate) : default);
    }

    [Fact]
    public async Task Takes_people_without_subjects_from_a_service_that_gives_no_classes()
    {
        AddTeachers(1);
        _service.Without = ["enrollments", "courses"];

        var feed = await ReadAsync(_service.Options);

        Assert.Equal(("136283", ""), Assert.Single(feed["u1"].Posts) is var post
            ? (post.SchoolNumber, post.Subject) : default);
        Assert.Equal("enrollments: the service does not give them; people are taken without subjects\n"
            + "courses: the service does not give them; people are taken without subjects", feed.Said);
    }

    [Fact]
    public async Task Reads_only_who_has_changed_since_the_cursor()
    {
        AddTeachers(2);
        var first = await ReadAsync(_service.Options);
        _service.AddUser("u3", "teacher", "Cy", "Cole")["dateLastModified"] = _service.Time(TimeSpan.Zero);
        var left = _service.AddUser("u4", "teacher", "Di", "Dean");
        (left["status"], left["dateLastModified"]) = ("tobedeleted", _service.Time(TimeSpan.Zero));

        var second = await ReadAsync(_service.Options with { ChangedSince = first.End.Cursor! });

        Assert.Equal(FeedMode.Delta, second.Start.Mode);
        Assert.Equal([("u3", false), ("u4", true)], second.Records.Select(record => (record.Id, record.Deleted)));
    }

    [Fact]
    public async Task Gets_another_token_when_one_is_refused_or_has_ended()
    {
        AddTeachers(1);
        var time = new FakeTimeProvider();
        using var source = new OneRosterApiSource(_service.Options, null, time);
        await Feed.OfAsync(source);
        _service.ForgetToken();
        await Feed.OfAsync(source);
        time.Advance(TimeSpan.FromHours(1));
        await Feed.OfAsync(source);

        Assert.Equal(3, _service.Tokens);
    }

    [Fact]
    public async Task Asks_again_after_failures_that_pass()
    {
        AddTeachers(3);
        _service.Fail(429, "0");
        _service.Fail(502);

        Assert.Equal(3, (await ReadAsync(_service.Options)).Records.Count);
    }

    [Fact]
    public async Task Asks_again_when_a_page_does_not_come()
    {
        AddTeachers(1);
        _service.Fail(context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));

        var feed = await ReadAsync(_service.Options with
        {
            Limits = StandIn.Limits with { Timeout = TimeSpan.FromMilliseconds(500) },
        });

        Assert.Equal(["u1"], feed.Records.Select(record => record.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Loses_no_change_when_the_clocks_differ(int sign)
    {
        _service.Skew = sign * TimeSpan.FromHours(3);
        AddTeachers(1);
        var first = await ReadAsync(_service.Options);
        _service.AddUser("u2", "teacher", "Bo", "Birch")["dateLastModified"] = _service.Time(TimeSpan.Zero);

        var second = await ReadAsync(_service.Options with { ChangedSince = first.End.Cursor! });

        Assert.Equal(["u2"], second.Records.Select(record => record.Id));
    }

    [Fact]
    public async Task Says_that_an_id_is_gone_and_that_it_came_back()
    {
        var user = _service.AddUser("u1", "teacher", "Anna", "Ash");
        var first = await ReadAsync(_service.Options);
        (user["status"], user["dateLastModified"]) = ("tobedeleted", _service.Time(TimeSpan.Zero));
        var second = await ReadAsync(_service.Options with { ChangedSince = first.End.Cursor! });
        (user["status"], user["dateLastModified"]) = ("active", _service.Time(TimeSpan.Zero));
        var third = await ReadAsync(_service.Options with { ChangedSince = second.End.Cursor! });

        Assert.Equal([("u1", false), ("u1", true), ("u1", false)],
            new[] { first, second, third }.Select(feed => Assert.Single(feed.Records))
                .Select(record => (record.Id, record.Deleted)));
        Assert.Equal("Ash", third["u1"].FamilyName);
    }

    [Fact]
    public async Task Says_that_the_client_is_refused_and_not_how()
    {
        var failure = await Assert.ThrowsAsync<StaffSourceException>(
            () => ReadAsync(_service.Options with { ClientSecret = "wrong" }));

        Assert.Equal("127.0.0.1 gives no token (401): check the client's id and secret and the scopes.",
            failure.Message);
    }

    [Fact]
    public void Refuses_addresses_that_are_not_encrypted()
    {
        Assert.Throws<StaffSourceException>(
            () => new OneRosterApiSource(_service.Options with { Address = new("http://mis.example/v1p1") }));
        Assert.Throws<StaffSourceException>(
            () => new OneRosterApiSource(_service.Options with { TokenAddress = new("http://mis.example/token") }));
    }

    void AddTeachers(int count)
    {
        foreach (var number in Enumerable.Range(1, count))
        {
            _service.AddUser($"u{number}", "teacher", "Anna", $"Ash{number}");
        }
    }

    static async Task<Feed> ReadAsync(OneRosterApiOptions options)
    {
        using var source = new OneRosterApiSource(options);
        return await Feed.OfAsync(source);
    }
}
