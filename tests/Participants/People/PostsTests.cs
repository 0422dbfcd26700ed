using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>Dated posts: a person may hold several, in several departments.</summary>
public sealed class PostsTests(PeopleFixture fixture)
{
    static readonly DateOnly Today = EnglandTime.Today(TimeProvider.System);

    [Fact]
    public async Task Somebody_who_works_at_two_schools_is_found_at_both()
    {
        var (one, two) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(one, person =>
            person.Posts.Add(PeopleFixture.Post(two, V1.Responsibility.ClassroomTeacher)));

        Assert.Equal([one.Name, two.Name], person.Posts.Select(post => post.Department));
        Assert.Equal([person], await ListAsync($"posts.department = \"{one.Name}\""));
        Assert.Equal([person], await ListAsync($"posts.department = \"{two.Name}\""));
        Assert.Equal([person], await ListAsync(
            $"posts.department = \"{two.Name}\" AND posts.responsibility = CLASSROOM_TEACHER"));
        Assert.Empty(await ListAsync(
            $"posts.department = \"{two.Name}\" AND posts.responsibility != HEAD_OF_DEPARTMENT"));
    }

    [Fact]
    public async Task A_list_shows_who_holds_a_post_on_the_day_it_is_asked_about()
    {
        var department = await fixture.DepartmentAsync();
        var past = await HiredAsync(department, start: "2015-09-01", end: "2020-08-31");
        var present = await HiredAsync(department, start: "2020-09-01");
        var coming = await HiredAsync(department, start: Text(Today.AddDays(30)));
        var filter = $"posts.department = \"{department.Name}\"";

        Assert.Equal([present], await ListAsync(filter));
        Assert.Equal([past], await ListAsync(filter, "2019-01-01", "2019-01-01"));
        Assert.Equal([past, present], await ListAsync(filter, "2019-09-01", "2020-09-01"));
        Assert.Equal([past], await ListAsync(filter, "", "2020-08-31"));
        Assert.Equal([present, coming], await ListAsync(filter, Text(Today), ""));
    }

    [Fact]
    public async Task A_list_refuses_days_in_the_wrong_order() =>
        await Refused.ForFieldAsync("posts_until_date", () => fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            PostsFromDate = "2024-09-02",
            PostsUntilDate = "2024-09-01",
        }).ResponseAsync);

    [Fact]
    public async Task Pages_through_a_departments_people()
    {
        var department = await fixture.DepartmentAsync();
        List<string> hired = [];
        for (var number = 0; number < 5; number++)
        {
            hired.Add((await fixture.ParticipantAsync(department)).Name);
        }

        var request = new V1.ListParticipantsRequest
        {
            Parent = PeopleFixture.Hub,
            Filter = $"posts.department = \"{department.Name}\"",
            PageSize = 2,
        };
        List<string> listed = [];
        do
        {
            var page = await fixture.People.ListParticipantsAsync(request);
            listed.AddRange(page.Participants.Select(person => person.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(hired, listed);
    }

    [Theory]
    [InlineData("2024-09-01", "2024-08-31", "", "", "end_date")]
    [InlineData("2024-09-01", "", "2024-08-31", "", "expected_from_date")]
    [InlineData("", "2025-08-31", "2025-09-01", "", "expected_from_date")]
    [InlineData("", "2025-08-31", "", "2025-09-01", "expected_until_date")]
    [InlineData("2024-09-01", "", "", "2024-08-31", "expected_until_date")]
    [InlineData("", "", "2025-01-01", "2024-12-31", "expected_until_date")]
    public async Task Refuses_days_that_contradict_each_other(
        string start, string end, string from, string until, string field)
    {
        var department = await fixture.DepartmentAsync();

        await Refused.ForFieldAsync($"participant.posts[1].{field}", () => fixture.ParticipantAsync(
            department, person => person.Posts.Add(new V1.Participant.Types.Post
            {
                Department = department.Name,
                StartDate = start,
                EndDate = end,
                ExpectedFromDate = from,
                ExpectedUntilDate = until,
            })));
    }

    [Fact]
    public async Task Somebody_may_work_in_no_department()
    {
        var lead = await fixture.ParticipantAsync(
            await fixture.DepartmentAsync(), person => person.Posts.Clear());

        Assert.Empty(lead.Posts);
    }

    [Theory]
    [InlineData(-100, -1)]
    [InlineData(1, 100)]
    public async Task The_head_must_hold_a_post_today(int from, int until)
    {
        var department = await fixture.DepartmentAsync();
        var person = await HiredAsync(department, Text(Today.AddDays(from)), Text(Today.AddDays(until)));

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => HeadAsync(department, person));
    }

    [Fact]
    public async Task Who_is_head_at_two_schools_stays_head_where_the_post_goes_on()
    {
        var (one, two) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(one, person => person.Posts.Add(PeopleFixture.Post(two)));
        await HeadAsync(one, person);
        await HeadAsync(two, person);

        person.Posts[0].EndDate = Text(Today.AddDays(-1));
        await fixture.People.UpdateParticipantAsync(new() { Participant = person });

        Assert.Equal(("", person.Name), (
            (await fixture.People.GetDepartmentAsync(new() { Name = one.Name })).Head,
            (await fixture.People.GetDepartmentAsync(new() { Name = two.Name })).Head));
    }

    [Fact]
    public async Task A_department_with_a_former_colleague_cannot_be_deleted()
    {
        var department = await fixture.DepartmentAsync();
        await HiredAsync(department, end: "2020-08-31");

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.People.DeleteDepartmentAsync(new() { Name = department.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Leaving_ends_open_posts_and_coming_back_opens_those_again()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department, person => person.Posts.Add([
            new() { Department = department.Name, StartDate = "2010-09-01", EndDate = "2015-08-31" },
            new() { Department = department.Name, StartDate = Text(Today.AddDays(10)) }]));

        var left = await fixture.People.ArchiveParticipantAsync(
            new() { Name = person.Name, LeaveDate = "2024-12-31" });
        var back = await fixture.People.RestoreParticipantAsync(new() { Name = person.Name });

        Assert.Equal("2024-12-31", left.LeftDate);
        Assert.Equal(["2024-12-31", "2015-08-31"], left.Posts.Select(post => post.EndDate));
        Assert.Equal(["", "2015-08-31"], back.Posts.Select(post => post.EndDate));
        Assert.Equal("", back.LeftDate);
    }

    [Fact]
    public async Task Nobody_leaves_in_the_future()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await Refused.ForFieldAsync("leave_date", () => fixture.People.ArchiveParticipantAsync(
            new() { Name = person.Name, LeaveDate = Text(Today.AddDays(1)) }).ResponseAsync);
    }

    [Fact]
    public async Task Who_has_left_takes_no_post()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);
        await fixture.People.ArchiveParticipantAsync(new() { Name = person.Name });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => fixture.People.UpdateParticipantAsync(new()
            {
                Participant = new() { Name = person.Name, Posts = { PeopleFixture.Post(department) } },
            }).ResponseAsync);
    }

    async Task<IEnumerable<V1.Participant>> ListAsync(string filter, string from = "", string until = "") =>
        (await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = filter,
            PostsFromDate = from,
            PostsUntilDate = until,
        })).Participants;

    Task<V1.Participant> HiredAsync(V1.Department department, string start = "", string end = "") =>
        fixture.ParticipantAsync(department, person =>
            (person.Posts[0].StartDate, person.Posts[0].EndDate) = (start, end));

    Task<V1.Department> HeadAsync(V1.Department department, V1.Participant person) =>
        fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = person.Name } }).ResponseAsync;

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
