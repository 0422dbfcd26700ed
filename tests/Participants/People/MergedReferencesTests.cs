using Mastery.Common.V1;

namespace Mastery.Participants.Tests;

/// <summary>What names a person goes along when two records of the person are merged.</summary>
public sealed class MergedReferencesTests(PeopleFixture fixture)
{
    [Fact]
    public async Task References_follow_and_come_back_with_the_record()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
        var named = await NamedAsync(department, two);

        await MergeAsync(one, two);
        Assert.Equal(Enumerable.Repeat(one.Name, 6), await named());
        var back = await fixture.People.UnmergeParticipantAsync(new() { Name = two.Name });

        Assert.Equal(Enumerable.Repeat(two.Name, 6), await named());
        Assert.Equal(two.Name, back.Name);
    }

    [Fact]
    public async Task Requests_may_name_the_old_record()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
        await MergeAsync(one, two);

        var named = await NamedAsync(department, two);

        Assert.Equal(Enumerable.Repeat(one.Name, 6), await named());
    }

    [Fact]
    public async Task A_session_at_which_both_are_recorded_keeps_both()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
        var group = await fixture.WorkGroupAsync();
        await fixture.AcceptedAsync(group, department);
        var session = await fixture.Groups.CreateSessionAsync(
            new() { Parent = group.Name, Session = SessionVerb.Example("2024-10-02") });
        var recorded = await RecordAsync(session, one, two);

        await MergeAsync(one, two);

        var kept = await fixture.Groups.GetSessionAsync(new() { Name = session.Name });
        Assert.Equal(recorded.Attendances, kept.Attendances);
    }

    /// <summary>Resources of each kind that name a person, and what reads whom they name.</summary>
    async Task<Func<Task<IEnumerable<string>>>> NamedAsync(V1.Department department, V1.Participant person)
    {
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = person.Name } });
        var past = await fixture.People.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation = new() { Stage = Stage.Development, AcademicYear = "2021-22", Leads = { person.Name } },
        });
        var group = await fixture.Groups.CreateWorkGroupAsync(new()
        {
            Parent = PeopleFixture.Hub,
            WorkGroup = new()
            {
                Focus = PeopleFixture.Focus,
                DisplayName = "Led",
                Capacity = 2,
                WorkGroupLeads = { person.Name },
            },
        });
        await fixture.Groups.OpenWorkGroupAsync(new() { Name = group.Name });
        var submitted = await fixture.SubmittedAsync(department, application => application.Advocates[0] =
            PeopleFixture.Advocate(person));
        var accepted = await fixture.Groups.AcceptApplicationAsync(
            new() { Name = submitted.Name, WorkGroup = group.Name });
        var session = await fixture.Groups.CreateSessionAsync(
            new() { Parent = group.Name, Session = SessionVerb.Example("2024-10-02") });
        await RecordAsync(session, person);
        return async () =>
        [
            (await fixture.People.GetDepartmentAsync(new() { Name = department.Name })).Head,
            (await fixture.People.GetPastParticipationAsync(new() { Name = past.Name })).Leads[0],
            (await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name })).WorkGroupLeads[0],
            (await fixture.Groups.GetApplicationAsync(new() { Name = accepted.Name })).Advocates[0].Participant,
            (await fixture.Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment })).Advocates[0].Participant,
            (await fixture.Groups.GetSessionAsync(new() { Name = session.Name })).Attendances[0].Participant,
        ];
    }

    async Task<V1.Session> RecordAsync(V1.Session session, params V1.Participant[] present) =>
        await fixture.Groups.RecordAttendanceAsync(new()
        {
            Name = session.Name,
            Attendances =
            {
                present.Select(person => new V1.Session.Types.Attendance { Participant = person.Name, Present = true }),
            },
        });

    async Task MergeAsync(V1.Participant one, V1.Participant two) =>
        await fixture.People.MergeParticipantsAsync(new() { Name = one.Name, Duplicate = two.Name });
}
