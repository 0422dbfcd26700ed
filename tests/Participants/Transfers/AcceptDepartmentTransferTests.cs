using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using ApplicationState = Mastery.Participants.V1.Application.Types.State;
using DepartmentState = Mastery.Participants.V1.Department.Types.State;
using PersonState = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>What goes along with a department, and what its former hub keeps.</summary>
public sealed class AcceptDepartmentTransferTests(PeopleFixture fixture) : TransferVerb(fixture)
{
    [Fact]
    public async Task Moves_the_department_under_the_same_id_and_leaves_where_it_went()
    {
        var department = await Fixture.DepartmentAsync();

        var accepted = await AcceptAsync(await OfferAsync(department));

        Assert.Equal(In(To, department.Name), accepted.MovedTo);
        var moved = await DepartmentAsync(accepted.MovedTo);
        Assert.Equal((department.School, DepartmentState.Active, ""), (moved.School, moved.State, moved.MovedTo));
        var former = await DepartmentAsync(department.Name);
        Assert.Equal((DepartmentState.Moved, moved.Name), (former.State, former.MovedTo));
        Assert.Equal(To, await OwnerAsync(department.School));
        Assert.Equal(["CREATED", "MOVED"], await LoggedAsync(department.Name));
        Assert.Equal(["CREATED"], await LoggedAsync(moved.Name));
    }

    [Fact]
    public async Task Moves_what_it_took_part_in_so_that_it_may_apply_there()
    {
        var department = await Fixture.DepartmentAsync();
        var lead = await Fixture.ParticipantAsync(department);
        var past = await People.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation =
                new() { Stage = Stage.Development, AcademicYear = "2022-23", Leads = { lead.Name } },
        });

        var moved = await MoveAsync(department);

        var there = await People.GetPastParticipationAsync(new() { Name = In(To, past.Name) });
        Assert.Equal((past.Stage, past.AcademicYear, past.School), (there.Stage, there.AcademicYear, there.School));
        Assert.Equal(In(To, lead.Name), Assert.Single(there.Leads));
        await IsMovedAsync(there.Name, async () =>
            await People.GetPastParticipationAsync(new() { Name = past.Name }));
        var submitted = await Fixture.SubmittedAsync(moved);
        Assert.Equal(V1.Eligibility.Types.Outcome.Eligible, submitted.Eligibility.Outcome);
    }

    [Fact]
    public async Task Moves_open_applications_with_their_letters()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        var draft = await Fixture.DraftAsync(department);
        var submitted = await Fixture.SubmittedAsync(department);

        await MoveAsync(department);

        var (one, two) =
            (await ApplicationAsync(In(To, draft.Name)), await ApplicationAsync(In(To, submitted.Name)));
        Assert.Equal((ApplicationState.Draft, ApplicationState.Submitted), (one.State, two.State));
        Assert.Equal(submitted.SubmitTime, two.SubmitTime);
        Assert.Equal(
            submitted.Advocates.Select(advocate => In(To, advocate.Participant)),
            two.Advocates.Select(advocate => advocate.Participant));
        Assert.DoesNotContain(From, $"{two.Eligibility}", StringComparison.Ordinal);
        var former = await ApplicationAsync(submitted.Name);
        Assert.Equal((ApplicationState.Moved, two.Name), (former.State, former.MovedTo));
        var (there, here) = (await LettersAsync(two.Name), await LettersAsync(submitted.Name));
        Assert.Equal(Assert.Single(here).Text, there.First().Text);
        Assert.Equal(V1.Letter.Types.Kind.HubChanged, Assert.Single(there.Skip(1)).Kind);
        var accepted = await Groups.AcceptApplicationAsync(
            new() { Name = two.Name, WorkGroup = (await Fixture.WorkGroupAsync(hub: To)).Name });
        Assert.Equal(ApplicationState.Accepted, accepted.State);
    }

    [Fact]
    public async Task Writes_to_the_head_who_comes_along()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        var submitted = await Fixture.SubmittedAsync(department);
        var head = await Fixture.ParticipantAsync(department);
        await People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = head.Name } });

        await MoveAsync(department);

        var letter = Assert.Single(await LettersAsync(In(To, submitted.Name)),
            letter => letter.Kind == V1.Letter.Types.Kind.HubChanged);
        Assert.Equal(In(To, head.Name), letter.Recipient);
    }

    [Fact]
    public async Task Takes_its_place_on_a_waiting_list_from_it_and_moves_the_others_up()
    {
        var (group, department) = (await Fixture.WorkGroupAsync(), await Fixture.EligibleDepartmentAsync());
        var first = await Fixture.WaitlistedAsync(group, department);
        var second = await Fixture.WaitlistedAsync(group);

        await MoveAsync(department);

        var moved = await ApplicationAsync(In(To, first.Name));
        Assert.Equal((ApplicationState.Submitted, "", 0), (moved.State, moved.WorkGroup, moved.WaitlistPosition));
        Assert.Equal(1, (await ApplicationAsync(second.Name)).WaitlistPosition);
    }

    [Fact]
    public async Task Dates_what_moves_by_the_day_that_was_agreed()
    {
        var department = await Fixture.DepartmentAsync();
        var person = await Fixture.ParticipantAsync(department);

        await AcceptAsync(await OfferAsync(department, effective: "2025-01-01"));

        Assert.Equal("2024-12-31", Assert.Single((await PersonAsync(person.Name)).Posts).EndDate);
    }

    [Fact]
    public async Task Refuses_writes_under_the_old_names_and_says_where_to_write()
    {
        var department = await Fixture.DepartmentAsync();
        var (person, second) =
            (await Fixture.ParticipantAsync(department), await Fixture.ParticipantAsync(department));
        var moved = await MoveAsync(department);

        var name = department.Name;
        await IsMovedAsync(moved.Name, async () => await People.CloseDepartmentAsync(new() { Name = name }));
        await IsMovedAsync(moved.Name, async () => await People.ReopenDepartmentAsync(new() { Name = name }));
        await IsMovedAsync(moved.Name, async () => await People.DeleteDepartmentAsync(new() { Name = name }));
        await IsMovedAsync(moved.Name, () => OfferAsync(department));
        await IsMovedAsync(moved.Name, () => Fixture.PastAsync(department));
        await IsMovedAsync(In(To, person.Name), async () =>
            await People.UpdateParticipantAsync(new() { Participant = new() { Name = person.Name, Email = "a@b.c" } }));
        await IsMovedAsync(In(To, person.Name), async () =>
            await People.RestoreParticipantAsync(new() { Name = person.Name }));
        await IsMovedAsync(In(To, person.Name), async () =>
            await People.MergeParticipantsAsync(new() { Name = person.Name, Duplicate = second.Name }));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => Fixture.ParticipantAsync(department));
    }

    [Fact]
    public async Task Refuses_what_has_been_closed_since()
    {
        var department = await Fixture.DepartmentAsync();
        var offer = await OfferAsync(department);
        await People.CloseDepartmentAsync(new() { Name = department.Name });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => AcceptAsync(offer));
        Assert.Equal(V1.DepartmentTransfer.Types.State.Offered, (await GetAsync(offer.Name)).State);
    }

    [Fact]
    public async Task Takes_the_department_where_its_school_has_become_another_since()
    {
        var (school, academy) = (await Fixture.SchoolAsync(), await Fixture.SchoolAsync());
        await Fixture.SuccessionAsync(school, academy);
        var department = await Fixture.DepartmentAsync(school);
        var offer = await OfferAsync(department);
        await People.SucceedDepartmentAsync(
            new() { Name = department.Name, School = academy, StartDate = "2025-02-01" });

        var accepted = await AcceptAsync(offer);

        Assert.Equal(academy, (await DepartmentAsync(accepted.MovedTo)).School);
        Assert.Equal(To, await OwnerAsync(academy));
    }

    [Fact]
    public async Task Lets_the_department_come_back_with_what_changed_there()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        var person = await Fixture.ParticipantAsync(department, Complete);
        var moved = await MoveAsync(department);
        await People.UpdateParticipantAsync(
            new() { Participant = new() { Name = In(To, person.Name), Email = "new@example.org" } });
        var colleague = await Fixture.ParticipantAsync(moved);
        var submitted = await Fixture.SubmittedAsync(moved);

        var back = await MoveAsync(moved, From);

        Assert.Equal((department.Name, DepartmentState.Active, ""), (back.Name, back.State, back.MovedTo));
        var again = await PersonAsync(person.Name);
        Assert.Equal((PersonState.Active, "new@example.org", person.Trn), (again.State, again.Email, again.Trn));
        Assert.Equal("", Assert.Single(again.Posts).EndDate);
        Assert.Equal(PersonState.Active, (await PersonAsync(In(From, colleague.Name))).State);
        Assert.Equal(ApplicationState.Submitted, (await ApplicationAsync(In(From, submitted.Name))).State);
        Assert.Single((await People.ListPastParticipationsAsync(new() { Parent = back.Name })).PastParticipations);
        Assert.Equal(From, await OwnerAsync(department.School));
        Assert.Equal((DepartmentState.Moved, department.Name),
            ((await DepartmentAsync(moved.Name)).State, (await DepartmentAsync(moved.Name)).MovedTo));
    }

    [Fact]
    public async Task Gives_the_first_answer_again_to_the_same_request()
    {
        var offer = await OfferAsync(await Fixture.DepartmentAsync());
        V1.AcceptDepartmentTransferRequest request =
            new() { Name = In(To, offer.Name), RequestId = $"{Guid.NewGuid()}" };

        var first = await People.AcceptDepartmentTransferAsync(request);

        Assert.Equal(first, await People.AcceptDepartmentTransferAsync(request));
    }

    async Task<IEnumerable<V1.Letter>> LettersAsync(string application) =>
        (await Groups.ListLettersAsync(
            new() { Parent = HubOf(application), Filter = $"application = \"{application}\"" })).Letters;

    static async Task IsMovedAsync(string movedTo, Func<Task> call)
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.Moved, call);
        Assert.Equal(movedTo, refusal.GetDetail<Google.Rpc.ErrorInfo>().Metadata["moved_to"]);
    }
}
