using Mastery.Errors.V1;
using Mastery.Testing;
using Expectation = Mastery.Participants.V1.AttendanceSummary.Types.Expectation;
using State = Mastery.Participants.V1.Session.Types.State;

namespace Mastery.Participants.Tests;

public sealed class RecordAttendanceTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task Records_many_at_once_and_holds_the_session()
    {
        var (group, enrolment) = await EnrolledAsync();
        var colleague = await Fixture.ParticipantAsync(new() { Name = enrolment.Department });
        var session = await PlanAsync(group);

        var held = await RecordAsync(session, (Advocate(enrolment), true), (colleague.Name, false));

        Assert.Equal(State.Held, held.State);
        Assert.Equal(new[] { (Advocate(enrolment), true), (colleague.Name, false) }.Order(),
            held.Attendances.Select(attendance => (attendance.Participant, attendance.Present)).Order());
        Assert.All(held.Attendances, attendance => Assert.Equal(enrolment.Department, attendance.Department));
    }

    [Fact]
    public async Task Corrects_some_later_and_keeps_the_others()
    {
        var (group, enrolment) = await EnrolledAsync();
        var session = await PlanAsync(group);
        await RecordAsync(session, (Advocate(enrolment), true), (Advocate(enrolment, 1), true));
        await Groups.StartWorkGroupAsync(new() { Name = group.Name });
        await Groups.CompleteWorkGroupAsync(new() { Name = group.Name });

        var corrected = await RecordAsync(session, (Advocate(enrolment, 1), false));

        Assert.Equal(
            new[] { (Advocate(enrolment), true), (Advocate(enrolment, 1), false) }.Order(),
            corrected.Attendances.Select(attendance => (attendance.Participant, attendance.Present)).Order());
    }

    [Fact]
    public async Task Keeps_what_several_record_at_once()
    {
        var group = await Fixture.WorkGroupAsync();
        var enrolled = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Fixture.AcceptedAsync(group)));
        var session = await PlanAsync(group);

        await Task.WhenAll(enrolled.Select(application =>
            RecordAsync(session, (application.Advocates[0].Participant, true))));

        Assert.Equal(8, (await Groups.GetSessionAsync(new() { Name = session.Name })).Attendances.Count);
    }

    [Fact]
    public async Task Refuses_people_of_no_department_of_the_group_and_names_each()
    {
        var (group, enrolment) = await EnrolledAsync();
        var stranger = await Fixture.ParticipantAsync(await Fixture.DepartmentAsync());
        var session = await PlanAsync(group);

        var refusal = await RefusedAsync(
            () => RecordAsync(session, (Advocate(enrolment), true), (stranger.Name, true)),
            ErrorReason.ReferenceInvalid);

        Assert.Equal(stranger.Name,
            Assert.Single(refusal.GetDetail<Google.Rpc.PreconditionFailure>().Violations).Subject);
        Assert.Empty((await Groups.GetSessionAsync(new() { Name = session.Name })).Attendances);
    }

    [Fact]
    public async Task Refuses_a_person_twice_a_session_that_has_not_begun_and_one_that_was_cancelled()
    {
        var (group, enrolment) = await EnrolledAsync();
        var session = await PlanAsync(group);

        await Refused.ForFieldAsync("attendances",
            () => RecordAsync(session, (Advocate(enrolment), true), (Advocate(enrolment), false)));
        await CancelAsync(session);
        await RefusedAsync(() => RecordAsync(session, (Advocate(enrolment), true)));
    }

    [Fact]
    public async Task A_person_who_came_is_not_deleted()
    {
        var (group, enrolment) = await EnrolledAsync();
        var colleague = await Fixture.ParticipantAsync(new() { Name = enrolment.Department });
        await RecordAsync(await PlanAsync(group), (colleague.Name, true));

        await RefusedAsync(
            () => Fixture.People.DeleteParticipantAsync(new() { Name = colleague.Name }).ResponseAsync,
            ErrorReason.HasChildren);
    }

    [Fact]
    public async Task A_person_who_came_and_is_erased_stays_counted_also_when_it_is_recorded_again()
    {
        var (group, enrolment) = await EnrolledAsync();
        var colleague = await Fixture.ParticipantAsync(new() { Name = enrolment.Department });
        var session = await RecordAsync(await PlanAsync(group), (colleague.Name, true), (Advocate(enrolment), false));
        var before = await Groups.SummarizeAttendanceAsync(new() { Name = group.Name });

        await Fixture.People.EraseParticipantAsync(new() { Name = colleague.Name, Reason = "Asked for" });

        Assert.Equal(before, await Groups.SummarizeAttendanceAsync(new() { Name = group.Name }));
        var again = await RecordAsync(session, (colleague.Name, true), (Advocate(enrolment), true));
        Assert.Equal(2, again.Attendances.Count(attendance => attendance.Present));
    }

    async Task<(V1.WorkGroup Group, V1.Enrolment Enrolment)> EnrolledAsync()
    {
        var group = await Fixture.WorkGroupAsync();
        return (group, await Fixture.EnrolmentAsync(await Fixture.AcceptedAsync(group)));
    }

    async Task<V1.Session> RecordAsync(V1.Session session, params (string Person, bool Present)[] people) =>
        await Groups.RecordAttendanceAsync(new()
        {
            Name = session.Name,
            Attendances =
            {
                people.Select(person => new V1.Session.Types.Attendance
                {
                    Participant = person.Person,
                    Present = person.Present,
                }),
            },
        });

    static string Advocate(V1.Enrolment enrolment, int index = 0) => enrolment.Advocates[index].Participant;
}

public sealed class SummarizeAttendanceTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task Adds_up_departments_and_people_against_what_the_group_expects()
    {
        var group = await GroupAsync(60);
        var (good, poor) = (await EnrolAsync(group, "2024-09-02"), await EnrolAsync(group, "2024-09-02"));
        await HeldAsync(group, "2024-10-02", good.Advocates[0].Participant, good.Advocates[1].Participant);
        await HeldAsync(group, "2024-11-06", good.Advocates[0].Participant, poor.Advocates[0].Participant);
        await HeldAsync(group, "2024-12-04", good.Advocates[1].Participant);
        await PlanAsync(group, "2025-03-05");

        var summary = await SummaryAsync(group);

        Assert.Equal((3, 1, 60), (summary.HeldCount, summary.ScheduledCount, summary.ExpectedPercent));
        Assert.Equal([(good.Name, 3, 3, 100, Expectation.Met), (poor.Name, 3, 1, 33, Expectation.NotMet)],
            summary.Departments.Select(row =>
                (row.Enrolment, row.SessionCount, row.AttendedCount, row.Percent, row.Expectation)));
        Assert.Equal([(good.Advocates[0].Participant, true, 2), (good.Advocates[1].Participant, true, 2)],
            summary.Departments[0].People.Select(person =>
                (person.Participant, person.Advocate, person.AttendedCount)));
    }

    [Fact]
    public async Task Counts_only_the_sessions_while_the_department_took_part()
    {
        var group = await GroupAsync(100);
        var late = await EnrolAsync(group, "2024-11-01");
        var gone = await EnrolAsync(group, "2024-09-02");
        await HeldAsync(group, "2024-10-02", gone.Advocates[0].Participant);
        await HeldAsync(group, "2024-12-04", late.Advocates[0].Participant);
        await Groups.WithdrawEnrolmentAsync(
            new() { Name = gone.Name, Reason = "No time", EffectiveDate = "2024-10-31" });

        var summary = await SummaryAsync(group);

        Assert.Equal([(late.Name, 1, 1, Expectation.Met), (gone.Name, 1, 1, Expectation.Met)],
            summary.Departments.Select(row => (row.Enrolment, row.SessionCount, row.AttendedCount, row.Expectation)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Expects_nothing_while_the_department_was_deferred(bool resumes)
    {
        var group = await GroupAsync(100);
        var enrolment = await EnrolAsync(group, "2024-09-02");
        foreach (var day in (string[])["2024-10-02", "2024-12-04", "2025-02-05"])
        {
            await HeldAsync(group, day, day == "2024-10-02" ? [enrolment.Advocates[0].Participant] : []);
        }

        await Groups.DeferEnrolmentAsync(
            new() { Name = enrolment.Name, Reason = "No head", EffectiveDate = "2024-11-01" });
        var after = resumes
            ? await Groups.ResumeEnrolmentAsync(new() { Name = enrolment.Name, EffectiveDate = "2025-03-01" })
            : await Groups.WithdrawEnrolmentAsync(
                new() { Name = enrolment.Name, Reason = "No head", EffectiveDate = "2025-03-01" });

        var row = Assert.Single((await SummaryAsync(group)).Departments);
        Assert.Equal((1, 1, Expectation.Met), (row.SessionCount, row.AttendedCount, row.Expectation));
        Assert.Equal(
            new V1.Enrolment.Types.Deferral { StartDate = "2024-11-01", EndDate = "2025-02-28" },
            Assert.Single(after.Deferrals));
    }

    [Fact]
    public async Task Expects_nothing_on_the_first_day_of_a_deferral_before_and_after_it_ends()
    {
        var group = await GroupAsync(100);
        var enrolment = await EnrolAsync(group, "2024-09-02");
        await HeldAsync(group, "2024-10-02");

        await Groups.DeferEnrolmentAsync(
            new() { Name = enrolment.Name, Reason = "No head", EffectiveDate = "2024-10-02" });
        var before = await SummaryAsync(group);
        await Groups.ResumeEnrolmentAsync(new() { Name = enrolment.Name, EffectiveDate = "2024-10-03" });
        var after = await SummaryAsync(group);

        Assert.Equal((0, 0), (before.Departments[0].SessionCount, after.Departments[0].SessionCount));
    }

    [Fact]
    public async Task Expects_nothing_from_the_day_on_which_the_place_was_given_up()
    {
        var group = await GroupAsync(100);
        var enrolment = await EnrolAsync(group, "2024-09-02");
        await HeldAsync(group, "2024-10-02", enrolment.Advocates[0].Participant);
        await HeldAsync(group, "2024-11-06");

        await Groups.WithdrawEnrolmentAsync(
            new() { Name = enrolment.Name, Reason = "No time", EffectiveDate = "2024-11-06" });

        var row = Assert.Single((await SummaryAsync(group)).Departments);
        Assert.Equal((1, 1, Expectation.Met), (row.SessionCount, row.AttendedCount, row.Expectation));
    }

    [Fact]
    public async Task Judges_nothing_where_nothing_is_expected()
    {
        var group = await GroupAsync(0);
        await EnrolAsync(group, "2024-09-02");
        await HeldAsync(group, "2024-10-02");

        Assert.Equal(Expectation.Unspecified, Assert.Single((await SummaryAsync(group)).Departments).Expectation);
    }

    async Task<V1.WorkGroup> GroupAsync(int percent) => await Groups.UpdateWorkGroupAsync(new()
    {
        WorkGroup = new() { Name = (await Fixture.WorkGroupAsync()).Name, ExpectedAttendancePercent = percent },
        UpdateMask = new() { Paths = { "expected_attendance_percent" } },
    });

    async Task<V1.Enrolment> EnrolAsync(V1.WorkGroup group, string day) =>
        await Fixture.EnrolmentAsync(await Groups.AcceptApplicationAsync(new()
        {
            Name = (await Fixture.SubmittedAsync()).Name,
            WorkGroup = group.Name,
            EffectiveDate = day,
        }));

    async Task HeldAsync(V1.WorkGroup group, string day, params string[] present)
    {
        var session = await PlanAsync(group, day);
        await Groups.HoldSessionAsync(new() { Name = session.Name });
        if (present.Length > 0)
        {
            await Groups.RecordAttendanceAsync(new()
            {
                Name = session.Name,
                Attendances =
                {
                    present.Select(person => new V1.Session.Types.Attendance { Participant = person, Present = true }),
                },
            });
        }
    }

    async Task<V1.AttendanceSummary> SummaryAsync(V1.WorkGroup group) =>
        await Groups.SummarizeAttendanceAsync(new() { Name = group.Name });
}
