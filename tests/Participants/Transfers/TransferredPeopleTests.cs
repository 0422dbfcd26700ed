using Mastery.Common.V1;
using PersonState = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>The people who go along with a department, and what its former hub keeps of them.</summary>
public sealed class TransferredPeopleTests(PeopleFixture fixture) : TransferVerb(fixture)
{
    [Fact]
    public async Task Moves_its_people_with_all_that_is_on_record_of_them()
    {
        var department = await Fixture.DepartmentAsync();
        var person = await Fixture.ParticipantAsync(department, Complete);
        await People.UpdateDepartmentAsync(new() { Department = new() { Name = department.Name, Head = person.Name } });

        var moved = await MoveAsync(department);

        var there = await PersonAsync(In(To, person.Name));
        Assert.Equal(
            (person.Trn, person.Email, person.Phone, person.Specialist, person.State),
            (there.Trn, there.Email, there.Phone, there.Specialist, there.State));
        Assert.Equal((person.ExternalIds, person.PreviousNames), (there.ExternalIds, there.PreviousNames));
        Assert.Equal((moved.Name, "2015-09-01", ""), Assert.Single(there.Posts.Select(
            post => (post.Department, post.StartDate, post.EndDate))));
        Assert.Equal(there.Name, moved.Head);
    }

    [Fact]
    public async Task Leaves_the_former_hub_the_names_of_people_and_nothing_else()
    {
        var department = await Fixture.DepartmentAsync();
        var person = await Fixture.ParticipantAsync(department, Complete);

        await MoveAsync(department);

        var former = await PersonAsync(person.Name);
        Assert.Equal((PersonState.Moved, In(To, person.Name)), (former.State, former.MovedTo));
        Assert.Equal((person.GivenName, person.FamilyName), (former.GivenName, former.FamilyName));
        Assert.Equal(("", "", ""), (former.Trn, former.Email, former.Phone));
        Assert.Null(former.Specialist);
        Assert.Empty(former.ExternalIds);
        Assert.NotEqual("", Assert.Single(former.Posts).EndDate);
        Assert.Equal(["CREATED", "MOVED"], await LoggedAsync(person.Name));
    }

    [Fact]
    public async Task Gives_who_works_in_a_department_that_stays_a_record_in_each_hub()
    {
        var school = await Fixture.SchoolAsync();
        var (department, stays) =
            (await Fixture.DepartmentAsync(school), await Fixture.DepartmentAsync(school, Subject.Science));
        var person = await Fixture.ParticipantAsync(
            department, one => one.Posts.Add(PeopleFixture.Post(stays)));

        var moved = await MoveAsync(department);

        var (here, there) = (await PersonAsync(person.Name), await PersonAsync(In(To, person.Name)));
        Assert.Equal((PersonState.Active, PersonState.Active), (here.State, there.State));
        Assert.Equal(stays.Name, Assert.Single(here.Posts, post => post.EndDate.Length == 0).Department);
        Assert.Equal(moved.Name, Assert.Single(there.Posts).Department);
        here.JobTitleOf(stays, "Lead of science");
        await People.UpdateParticipantAsync(new() { Participant = here });
    }

    [Fact]
    public async Task Lets_the_lead_of_a_work_group_go_on_leading_it()
    {
        var department = await Fixture.DepartmentAsync();
        var person = await Fixture.ParticipantAsync(department);
        var group = await Fixture.WorkGroupAsync();
        await Groups.UpdateWorkGroupAsync(
            new() { WorkGroup = new() { Name = group.Name, WorkGroupLeads = { person.Name } } });

        await MoveAsync(department);

        Assert.Equal(PersonState.Active, (await PersonAsync(person.Name)).State);
        Assert.Equal(PersonState.Active, (await PersonAsync(In(To, person.Name))).State);
    }

    [Fact]
    public async Task Keeps_a_trn_with_the_record_that_the_receiving_hub_has_of_the_person()
    {
        var (department, known) = (await Fixture.DepartmentAsync(), await Fixture.DepartmentAsync(hub: To));
        var trn = PeopleFixture.FreshTrn();
        var person = await Fixture.ParticipantAsync(department, one => one.Trn = trn);
        var same = await Fixture.ParticipantAsync(known, one => one.Trn = trn);

        await MoveAsync(department);

        Assert.Equal("", (await PersonAsync(In(To, person.Name))).Trn);
        var merged = await People.MergeParticipantsAsync(
            new() { Name = same.Name, Duplicate = In(To, person.Name) });
        Assert.Equal((trn, 2), (merged.Trn, merged.Posts.Count));
    }
}

static class PostChange
{
    public static void JobTitleOf(this V1.Participant person, V1.Department department, string title) =>
        person.Posts.First(post => post.Department == department.Name).JobTitle = title;
}
