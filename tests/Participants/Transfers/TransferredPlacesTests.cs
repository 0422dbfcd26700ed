using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>The places in Work Groups that go along with a department.</summary>
public sealed class TransferredPlacesTests(PeopleFixture fixture) : TransferVerb(fixture)
{
    [Fact]
    public async Task Go_on_in_the_work_group_that_is_named()
    {
        var (group, next) = (await Fixture.WorkGroupAsync(), await Fixture.WorkGroupAsync(hub: To));
        var department = await Fixture.EligibleDepartmentAsync();
        var accepted = await Fixture.AcceptedAsync(group, department);

        var transfer = await AcceptAsync(await OfferAsync(department), next);

        var place = Assert.Single(transfer.Places);
        Assert.Equal(accepted.Enrolment, place.Enrolment);
        var (ended, begun) = (await EnrolmentAsync(place.Enrolment), await EnrolmentAsync(place.TransferredTo));
        Assert.Equal((State.Transferred, begun.Name), (ended.State, ended.TransferredTo));
        Assert.Equal((State.Active, ended.Name), (begun.State, begun.TransferredFrom));
        Assert.Equal(transfer.MovedTo, begun.Department);
        Assert.Equal(
            accepted.Advocates.Select(advocate => In(To, advocate.Participant)),
            begun.Advocates.Select(advocate => advocate.Participant));
        Assert.All(ended.Advocates, advocate => Assert.NotEqual("", advocate.EndDate));
        var application = await ApplicationAsync(begun.Application);
        Assert.Equal((In(To, accepted.Name), begun.Name), (application.Name, application.Enrolment));
        Assert.Equal((0, 1), (await TakenAsync(group), await TakenAsync(next)));
    }

    [Fact]
    public async Task Are_not_lost_without_a_work_group()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        var accepted = await Fixture.AcceptedAsync(await Fixture.WorkGroupAsync(), department);
        var offer = await OfferAsync(department);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.Incomplete, () => AcceptAsync(offer));

        Assert.Contains("NCP24-14b in 2024/25", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(State.Active, (await EnrolmentAsync(accepted.Enrolment)).State);
        Assert.Equal(V1.Department.Types.State.Active, (await DepartmentAsync(department.Name)).State);
    }

    [Fact]
    public async Task Need_a_free_place_on_the_same_focus()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        await Fixture.AcceptedAsync(await Fixture.WorkGroupAsync(), department);
        var full = await Fixture.WorkGroupAsync(capacity: 1, hub: To);
        await Fixture.AcceptedAsync(full, await Fixture.EligibleDepartmentAsync(hub: To));
        var other = await Fixture.WorkGroupAsync(focus: PeopleFixture.BespokeFocus, hub: To);
        var offer = await OfferAsync(department);

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WorkGroupFull, () => AcceptAsync(offer, full));
        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => AcceptAsync(offer, other));
        await Refused.ForFieldAsync(
            "work_groups[0]", async () => await AcceptAsync(offer, await Fixture.WorkGroupAsync()));
        Assert.Equal(1, await TakenAsync(full));
    }

    [Fact]
    public async Task Wait_until_their_advocates_can_come_along()
    {
        var school = await Fixture.SchoolAsync();
        var (maths, science) =
            (await Fixture.EligibleDepartmentAsync(school), await Fixture.DepartmentAsync(school, Subject.Science));
        var (own, partner) = (await Fixture.ParticipantAsync(maths), await Fixture.ParticipantAsync(science));
        const string paired = "projects/NCP24-14/foci/c";
        var submitted = await Fixture.SubmittedAsync(maths, application =>
        {
            application.Focus = paired;
            application.Advocates.Clear();
            application.Advocates.Add(PeopleFixture.Advocate(own));
            application.Advocates.Add(PeopleFixture.Advocate(partner));
        });
        await Groups.AcceptApplicationAsync(
            new() { Name = submitted.Name, WorkGroup = (await Fixture.WorkGroupAsync(focus: paired)).Name });
        var (offer, group) = (await OfferAsync(maths), await Fixture.WorkGroupAsync(focus: paired, hub: To));

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => AcceptAsync(offer, group));
        Assert.DoesNotContain("Lovelace", $"{refusal}", StringComparison.Ordinal);
        await MoveAsync(science);
        var accepted = await AcceptAsync(offer, group);

        var begun = await EnrolmentAsync(Assert.Single(accepted.Places).TransferredTo);
        Assert.Equal(
            [In(To, own.Name), In(To, partner.Name)], begun.Advocates.Select(advocate => advocate.Participant));
    }

    [Fact]
    public async Task Leave_attendance_and_the_ended_places_with_the_former_hub()
    {
        var group = await Fixture.WorkGroupAsync();
        var department = await Fixture.EligibleDepartmentAsync();
        var accepted = await Fixture.AcceptedAsync(group, department);
        var session = await Groups.CreateSessionAsync(
            new() { Parent = group.Name, Session = SessionVerb.Example("2024-10-02") });
        var person = accepted.Advocates[0].Participant;
        await Groups.RecordAttendanceAsync(new()
        {
            Name = session.Name,
            Attendances = { new V1.Session.Types.Attendance { Participant = person, Present = true } },
        });

        await MoveAsync(department, To, await Fixture.WorkGroupAsync(hub: To));

        var kept = await Groups.GetSessionAsync(new() { Name = session.Name });
        Assert.Equal(person, Assert.Single(kept.Attendances).Participant);
        Assert.Equal("Lovelace", (await PersonAsync(person)).FamilyName);
        Assert.Equal("2024-25", (await EnrolmentAsync(accepted.Enrolment)).AcademicYear);
    }

    [Fact]
    public async Task Come_back_with_the_department()
    {
        var group = await Fixture.WorkGroupAsync();
        var department = await Fixture.EligibleDepartmentAsync();
        var accepted = await Fixture.AcceptedAsync(group, department);
        var moved = await MoveAsync(department, To, await Fixture.WorkGroupAsync(hub: To));

        var back = await AcceptAsync(await OfferAsync(moved, From), group);

        var begun = await EnrolmentAsync(Assert.Single(back.Places).TransferredTo);
        Assert.Equal((State.Active, accepted.Name), (begun.State, begun.Application));
        Assert.NotEqual(accepted.Enrolment, begun.Name);
        Assert.Equal(begun.Name, (await ApplicationAsync(accepted.Name)).Enrolment);
        Assert.Equal(State.Transferred, (await EnrolmentAsync(accepted.Enrolment)).State);
        Assert.Equal(1, await TakenAsync(group));
    }

    async Task<int> TakenAsync(V1.WorkGroup group) =>
        (await Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount;
}
