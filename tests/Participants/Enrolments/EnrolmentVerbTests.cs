using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>The methods that change the state of an enrolment.</summary>
public abstract class EnrolmentVerb(PeopleFixture fixture)
{
    protected PeopleFixture Fixture => fixture;

    protected V1.WorkGroupService.WorkGroupServiceClient Groups => fixture.Groups;

    protected async Task<V1.Enrolment> EnrolledAsync(V1.WorkGroup? group = null, V1.Department? department = null) =>
        await fixture.EnrolmentAsync(
            await fixture.AcceptedAsync(group ?? await fixture.WorkGroupAsync(), department));

    protected async Task<V1.Enrolment> DeferAsync(V1.Enrolment enrolment) =>
        await Groups.DeferEnrolmentAsync(new() { Name = enrolment.Name, Reason = "A new building" });

    protected async Task<V1.Enrolment> WithdrawAsync(V1.Enrolment enrolment, string day = "") =>
        await Groups.WithdrawEnrolmentAsync(
            new() { Name = enrolment.Name, Reason = "Staff have left", EffectiveDate = day });

    protected async Task<int> PlacesAsync(V1.Enrolment enrolment) =>
        (await Groups.GetWorkGroupAsync(new() { Name = GroupOf(enrolment) })).EnrolledCount;

    protected static string GroupOf(V1.Enrolment enrolment) =>
        enrolment.Name[..enrolment.Name.IndexOf("/enrolments/", StringComparison.Ordinal)];

    protected static Task<Google.Rpc.Status> RefusedAsync(
        Func<Task> call, ErrorReason reason = ErrorReason.WrongState) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, reason, call);
}

public sealed class DeferEnrolmentTests(PeopleFixture fixture) : EnrolmentVerb(fixture)
{
    [Fact]
    public async Task Keeps_the_place_and_says_why()
    {
        var deferred = await DeferAsync(await EnrolledAsync());

        Assert.Equal((State.Deferred, "A new building", 1),
            (deferred.State, deferred.StateReason, await PlacesAsync(deferred)));
    }

    [Fact]
    public async Task Leaves_no_second_enrolment_on_the_focus_in_the_year()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        await DeferAsync(await EnrolledAsync(department: department));

        await RefusedAsync(() => EnrolledAsync(department: department), ErrorReason.AlreadyEnrolled);
    }

    [Fact]
    public async Task Refuses_one_that_is_deferred_already_and_says_how_it_resumes()
    {
        var deferred = await DeferAsync(await EnrolledAsync());

        var refusal = await RefusedAsync(() => DeferAsync(deferred));

        Assert.Contains("ResumeEnrolment", refusal.Message, StringComparison.Ordinal);
    }
}

public sealed class ResumeEnrolmentTests(PeopleFixture fixture) : EnrolmentVerb(fixture)
{
    [Fact]
    public async Task Lets_the_department_take_part_again()
    {
        var resumed = await ResumeAsync(await DeferAsync(await EnrolledAsync()));

        Assert.Equal((State.Active, ""), (resumed.State, resumed.StateReason));
    }

    [Fact]
    public async Task Refuses_one_that_takes_part() => await RefusedAsync(async () =>
        await ResumeAsync(await EnrolledAsync()));

    async Task<V1.Enrolment> ResumeAsync(V1.Enrolment enrolment) =>
        await Groups.ResumeEnrolmentAsync(new() { Name = enrolment.Name });
}

public sealed class EnrolmentDateTests(PeopleFixture fixture) : EnrolmentVerb(fixture)
{
    [Fact]
    public async Task Takes_the_days_that_the_hub_names()
    {
        var group = await Fixture.WorkGroupAsync();
        var accepted = await Groups.AcceptApplicationAsync(new()
        {
            Name = (await Fixture.SubmittedAsync()).Name,
            WorkGroup = group.Name,
            EffectiveDate = "2024-09-02",
        });

        var withdrawn = await WithdrawAsync(await Fixture.EnrolmentAsync(accepted), "2024-12-20");

        Assert.Equal("2024-12-20", withdrawn.StateDate);
        Assert.All(withdrawn.Advocates, advocate =>
            Assert.Equal(("2024-09-02", "2024-12-20"), (advocate.StartDate, advocate.EndDate)));
    }

    [Fact]
    public async Task Refuses_a_day_before_the_present_state_or_in_the_future()
    {
        var enrolment = await EnrolledAsync();

        await Refused.ForFieldAsync("effective_date", () => WithdrawAsync(enrolment, "2024-09-02"));
        await Refused.ForFieldAsync("effective_date", () => WithdrawAsync(enrolment, "2199-09-02"));
    }
}

public sealed class CompleteEnrolmentTests(PeopleFixture fixture) : EnrolmentVerb(fixture)
{
    [Fact]
    public async Task Keeps_the_place_and_records_that_the_department_took_part()
    {
        var enrolment = await EnrolledAsync();

        var completed = await CompleteAsync(enrolment);

        Assert.Equal((State.Completed, 1), (completed.State, await PlacesAsync(completed)));
        var past = (await Fixture.People.ListPastParticipationsAsync(new() { Parent = enrolment.Department }))
            .PastParticipations.Single(participation => participation.Stage == Stage.Sustaining);
        Assert.Equal(("NCP24-14", "2024-25"), (past.Code, past.AcademicYear));
        Assert.Equal(enrolment.Advocates.Select(advocate => advocate.Participant), past.Leads);
    }

    [Fact]
    public async Task Refuses_one_that_is_deferred() =>
        await RefusedAsync(async () => await CompleteAsync(await DeferAsync(await EnrolledAsync())));

    async Task<V1.Enrolment> CompleteAsync(V1.Enrolment enrolment) =>
        await Groups.CompleteEnrolmentAsync(new() { Name = enrolment.Name });
}

public sealed class TransferEnrolmentTests(PeopleFixture fixture) : EnrolmentVerb(fixture)
{
    [Fact]
    public async Task Goes_on_in_the_other_group_with_the_same_Advocates()
    {
        var from = await EnrolledAsync();

        var next = await TransferAsync(from, await Fixture.WorkGroupAsync());

        var left = await Groups.GetEnrolmentAsync(new() { Name = from.Name });
        Assert.Equal((State.Transferred, next.Name, "Nearer"), (left.State, left.TransferredTo, left.StateReason));
        Assert.Equal((State.Active, from.Name, from.Department, from.Application),
            (next.State, next.TransferredFrom, next.Department, next.Application));
        Assert.Equal(from.Advocates.Select(advocate => advocate.Participant),
            next.Advocates.Select(advocate => advocate.Participant));
        Assert.Equal((0, 1), (await PlacesAsync(left), await PlacesAsync(next)));
    }

    [Fact]
    public async Task Refuses_a_full_group_one_on_another_focus_and_the_same_one()
    {
        var enrolment = await EnrolledAsync();
        var full = await Fixture.WorkGroupAsync(capacity: 1);
        await EnrolledAsync(full);

        await RefusedAsync(() => TransferAsync(enrolment, full), ErrorReason.WorkGroupFull);
        var other = await Fixture.WorkGroupAsync(focus: PeopleFixture.BespokeFocus);
        await RefusedAsync(() => TransferAsync(enrolment, other), ErrorReason.ReferenceInvalid);
        await Refused.ForFieldAsync(
            "work_group", () => TransferAsync(enrolment, new() { Name = GroupOf(enrolment) }));
    }

    [Fact]
    public async Task Two_departments_that_change_places_at_once_do_not_wait_for_each_other()
    {
        var (one, two) = (await Fixture.WorkGroupAsync(), await Fixture.WorkGroupAsync());
        var (first, second) = (await EnrolledAsync(one), await EnrolledAsync(two));

        await Task.WhenAll(TransferAsync(first, two), TransferAsync(second, one));

        Assert.Equal((1, 1), (await PlacesAsync(first), await PlacesAsync(second)));
    }

    async Task<V1.Enrolment> TransferAsync(V1.Enrolment enrolment, V1.WorkGroup group) =>
        await Groups.TransferEnrolmentAsync(
            new() { Name = enrolment.Name, WorkGroup = group.Name, Reason = "Nearer" });
}

public sealed class ReplaceAdvocateTests(PeopleFixture fixture) : EnrolmentVerb(fixture)
{
    [Fact]
    public async Task Hands_over_from_one_day_to_the_next()
    {
        var (department, enrolment) = await DatedAsync();
        var colleague = await Fixture.ParticipantAsync(department);

        var replaced = await ReplaceAsync(enrolment, colleague, "2025-01-06");

        Assert.Equal(("2024-09-02", "2025-01-05", "On leave"), (replaced.Advocates[0].StartDate,
            replaced.Advocates[0].EndDate, replaced.Advocates[0].EndReason));
        Assert.Equal((colleague.Name, "2025-01-06", ""), (replaced.Advocates[2].Participant,
            replaced.Advocates[2].StartDate, replaced.Advocates[2].EndDate));
    }

    [Fact]
    public async Task The_past_participation_names_who_was_Advocate_at_the_end()
    {
        var (department, enrolment) = await DatedAsync();
        var colleague = await Fixture.ParticipantAsync(department);
        await ReplaceAsync(enrolment, colleague, "2025-01-06");

        await Groups.CompleteEnrolmentAsync(new() { Name = enrolment.Name });

        var past = (await Fixture.People.ListPastParticipationsAsync(new() { Parent = department.Name }))
            .PastParticipations.Single(participation => participation.Stage == Stage.Sustaining);
        Assert.Equal([enrolment.Advocates[1].Participant, colleague.Name], past.Leads);
    }

    [Fact]
    public async Task Refuses_somebody_of_another_school_and_somebody_who_is_Advocate_already()
    {
        var (_, enrolment) = await DatedAsync();
        var stranger = await Fixture.ParticipantAsync(await Fixture.DepartmentAsync());

        await RefusedAsync(() => ReplaceAsync(enrolment, stranger), ErrorReason.ReferenceInvalid);
        await Refused.ForFieldAsync("replacement",
            () => ReplaceAsync(enrolment, new() { Name = enrolment.Advocates[1].Participant }));
    }

    [Fact]
    public async Task Refuses_somebody_who_is_not_an_Advocate_and_a_day_after_the_year()
    {
        var (department, enrolment) = await DatedAsync();
        var (one, two) = (await Fixture.ParticipantAsync(department), await Fixture.ParticipantAsync(department));
        enrolment.Advocates[0].Participant = two.Name;

        await Refused.ForFieldAsync("advocate", () => ReplaceAsync(enrolment, one));
        await Refused.ForFieldAsync("effective_date", () => ReplaceAsync(enrolment, one, "2025-09-01"));
    }

    async Task<(V1.Department Department, V1.Enrolment Enrolment)> DatedAsync()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        var accepted = await Groups.AcceptApplicationAsync(new()
        {
            Name = (await Fixture.SubmittedAsync(department)).Name,
            WorkGroup = (await Fixture.WorkGroupAsync()).Name,
            EffectiveDate = "2024-09-02",
        });
        return (department, await Fixture.EnrolmentAsync(accepted));
    }

    async Task<V1.Enrolment> ReplaceAsync(V1.Enrolment enrolment, V1.Participant next, string day = "") =>
        await Groups.ReplaceAdvocateAsync(new()
        {
            Name = enrolment.Name,
            Advocate = enrolment.Advocates[0].Participant,
            Replacement = next.Name,
            Reason = "On leave",
            EffectiveDate = day,
        });
}
