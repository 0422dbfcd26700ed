using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class MoveParticipantTests(PeopleFixture fixture)
{
    static readonly DateOnly Today = EnglandTime.Today(TimeProvider.System);

    [Fact]
    public async Task Ends_the_one_post_begins_the_other_and_clears_the_head()
    {
        var (from, to) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(from);
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = from.Name, Head = person.Name } });

        var moved = await MoveAsync(person, to, "2025-01-06");

        Assert.Equal(
            [(from.Name, "", "2025-01-05"), (to.Name, "2025-01-06", "")],
            moved.Posts.Select(post => (post.Department, post.StartDate, post.EndDate)));
        Assert.Equal("", (await fixture.People.GetDepartmentAsync(new() { Name = from.Name })).Head);
        Assert.Equal(["MOVED"], await fixture.QueryAsync(
            $"SELECT kind FROM change WHERE resource = '{person.Name}' AND kind <> 'CREATED'"));
    }

    [Fact]
    public async Task A_move_that_is_to_come_leaves_the_head_in_office()
    {
        var (from, to) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(from);
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = from.Name, Head = person.Name } });

        await MoveAsync(person, to, IsoDate.Text(Today.AddDays(30)));

        Assert.Equal(person.Name, (await fixture.People.GetDepartmentAsync(new() { Name = from.Name })).Head);
    }

    [Fact]
    public async Task Begins_today_unless_it_is_dated()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        var moved = await MoveAsync(person, await fixture.DepartmentAsync(), "");

        Assert.Equal(IsoDate.Text(Today), moved.Posts[1].StartDate);
    }

    [Fact]
    public async Task Asks_which_department_is_left_where_there_are_two_and_keeps_the_other()
    {
        var (one, two) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var to = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(one, person => person.Posts.Add(PeopleFixture.Post(two)));

        await Refused.ForFieldAsync("from_department", () => MoveAsync(person, to, ""));
        var moved = await MoveAsync(person, to, "2025-01-06", two.Name);

        Assert.Equal(["", "2025-01-05", ""], moved.Posts.Select(post => post.EndDate));
    }

    [Fact]
    public async Task Refuses_the_department_that_they_are_in()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);

        await Refused.ForFieldAsync("post.department", () => MoveAsync(person, department, ""));
    }

    [Fact]
    public async Task Refuses_a_department_where_they_hold_no_open_post()
    {
        var (other, to) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => MoveAsync(person, to, "", other.Name));
    }

    [Fact]
    public async Task Refuses_a_department_that_does_not_exist()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => MoveAsync(person, new() { Name = PeopleFixture.Unknown(department.Name) }, ""));
    }

    [Fact]
    public async Task Refuses_somebody_who_has_left()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        await fixture.People.ArchiveParticipantAsync(new() { Name = person.Name });
        var to = await fixture.DepartmentAsync(subject: Subject.Science);

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => MoveAsync(person, to, ""));
    }

    Task<V1.Participant> MoveAsync(V1.Participant person, V1.Department to, string start, string from = "") =>
        fixture.People.MoveParticipantAsync(new()
        {
            Name = person.Name,
            FromDepartment = from,
            Post = new() { Department = to.Name, StartDate = start },
        }).ResponseAsync;
}
