using Grpc.Core;
using DepartmentState = Mastery.Participants.V1.Department.Types.State;
using EnrolmentState = Mastery.Participants.V1.Enrolment.Types.State;
using TransferState = Mastery.Participants.V1.DepartmentTransfer.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>A transfer and another write at once: one of them comes first, and the other sees it.</summary>
public sealed class ConcurrentTransfersTests(PeopleFixture fixture) : TransferVerb(fixture)
{
    const int Rounds = 5;

    [Fact]
    public async Task Of_many_acceptances_one_wins()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        await Fixture.AcceptedAsync(await Fixture.WorkGroupAsync(), department);
        var (offer, group) = (await OfferAsync(department), await Fixture.WorkGroupAsync(hub: To));

        var codes = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Ended.WithAsync(AcceptAsync(offer, group))));

        Assert.Equal(1, codes.Count(code => code == StatusCode.OK));
        Assert.Equal(1, (await Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount);
    }

    [Fact]
    public Task Acceptance_or_cancellation_wins() => RepeatAsync(async () =>
    {
        var department = await Fixture.DepartmentAsync();
        var offer = await OfferAsync(department);

        var (accepted, cancelled) = await AtOnceAsync(AcceptAsync(offer),
            People.CancelDepartmentTransferAsync(new() { Name = offer.Name, Reason = "No" }).ResponseAsync);

        Assert.NotEqual(accepted, cancelled);
        Assert.Equal(accepted ? TransferState.Accepted : TransferState.Cancelled, (await GetAsync(offer.Name)).State);
        Assert.Equal(accepted ? DepartmentState.Moved : DepartmentState.Active,
            (await DepartmentAsync(department.Name)).State);
    });

    [Fact]
    public Task Acceptance_or_closing_wins() => RepeatAsync(async () =>
    {
        var department = await Fixture.DepartmentAsync();
        var offer = await OfferAsync(department);

        var (accepted, closed) = await AtOnceAsync(AcceptAsync(offer),
            People.CloseDepartmentAsync(new() { Name = department.Name }).ResponseAsync);

        Assert.NotEqual(accepted, closed);
        Assert.Equal(accepted ? DepartmentState.Moved : DepartmentState.Closed,
            (await DepartmentAsync(department.Name)).State);
    });

    [Fact]
    public Task Acceptance_comes_before_or_after_a_succession() => RepeatAsync(async () =>
    {
        var (school, academy) = (await Fixture.SchoolAsync(), await Fixture.SchoolAsync());
        await Fixture.SuccessionAsync(school, academy);
        var department = await Fixture.DepartmentAsync(school);
        var offer = await OfferAsync(department);

        var (accepted, succeeded) = await AtOnceAsync(AcceptAsync(offer), People.SucceedDepartmentAsync(
            new() { Name = department.Name, School = academy, StartDate = "2025-02-01" }).ResponseAsync);

        Assert.True(accepted || succeeded);
        var now = await DepartmentAsync(accepted ? In(To, department.Name) : department.Name);
        Assert.Equal(succeeded ? academy : school, now.School);
        Assert.Equal(HubOf(now.Name), await OwnerAsync(now.School));
    });

    [Fact]
    public Task Acceptance_takes_the_merged_record_or_prevents_the_merge() => RepeatAsync(async () =>
    {
        var department = await Fixture.DepartmentAsync();
        var (one, two) = (await Fixture.ParticipantAsync(department), await Fixture.ParticipantAsync(department));
        var offer = await OfferAsync(department);

        var (accepted, merged) = await AtOnceAsync(AcceptAsync(offer), People.MergeParticipantsAsync(
            new() { Name = one.Name, Duplicate = two.Name }).ResponseAsync);

        Assert.True(accepted || merged);
        var people = await People.ListParticipantsAsync(new()
        {
            Parent = accepted ? To : From,
            Filter = $"posts.department = \"{(accepted ? In(To, department.Name) : department.Name)}\"",
        });
        Assert.Equal(merged ? 1 : 2, people.Participants.Count);
    });

    [Fact]
    public Task Acceptance_sees_the_end_of_a_place_or_takes_it_along() => RepeatAsync(async () =>
    {
        var department = await Fixture.EligibleDepartmentAsync();
        var group = await Fixture.WorkGroupAsync();
        var held = await Fixture.AcceptedAsync(group, department);
        var (offer, next) = (await OfferAsync(department), await Fixture.WorkGroupAsync(hub: To));

        var (accepted, withdrawn) = await AtOnceAsync(AcceptAsync(offer, next), Groups.WithdrawEnrolmentAsync(
            new() { Name = held.Enrolment, Reason = "No time" }).ResponseAsync);

        Assert.NotEqual(accepted, withdrawn);
        Assert.Equal(accepted ? EnrolmentState.Transferred : EnrolmentState.Withdrawn,
            (await EnrolmentAsync(held.Enrolment)).State);
        Assert.Equal(0, (await Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount);
        Assert.Equal(accepted ? 1 : 0, (await Groups.GetWorkGroupAsync(new() { Name = next.Name })).EnrolledCount);
    });

    [Fact]
    public Task Nothing_new_is_made_for_a_department_that_is_gone() => RepeatAsync(async () =>
    {
        var department = await Fixture.EligibleDepartmentAsync();
        var offer = await OfferAsync(department);

        var calls = await Task.WhenAll(
            Ended.WithAsync(AcceptAsync(offer)),
            Ended.WithAsync(Fixture.ParticipantAsync(department)),
            Ended.WithAsync(Groups.CreateApplicationAsync(new()
            {
                Parent = From,
                Application = new() { Department = department.Name, Focus = PeopleFixture.Focus },
            }).ResponseAsync),
            Ended.WithAsync(Fixture.PastAsync(department, Mastery.Common.V1.Stage.Embedding)));

        Assert.Equal(StatusCode.OK, calls[0]);
        var people = await People.ListParticipantsAsync(
            new() { Parent = To, Filter = $"posts.department = \"{In(To, department.Name)}\"" });
        Assert.Equal(calls[1] == StatusCode.OK ? 1 : 0, people.Participants.Count);
        var applications = await Groups.ListApplicationsAsync(
            new() { Parent = To, Filter = $"department = \"{In(To, department.Name)}\"" });
        Assert.Equal(calls[2] == StatusCode.OK ? 1 : 0, applications.Applications.Count);
        var past = await People.ListPastParticipationsAsync(new() { Parent = In(To, department.Name) });
        Assert.Equal(calls[3] == StatusCode.OK ? 2 : 1, past.PastParticipations.Count);
    });

    [Fact]
    public async Task Two_hubs_take_each_others_departments_at_once()
    {
        var mine = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Fixture.DepartmentAsync()));
        var theirs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Fixture.DepartmentAsync(hub: To)));
        List<V1.DepartmentTransfer> offers = [];
        foreach (var (one, two) in mine.Zip(theirs))
        {
            offers.AddRange([await OfferAsync(one), await OfferAsync(two, From)]);
        }

        var codes = await Task.WhenAll(offers.Select(offer => Ended.WithAsync(AcceptAsync(offer))));

        Assert.All(codes, code => Assert.Equal(StatusCode.OK, code));
    }

    static async Task<(bool First, bool Second)> AtOnceAsync(Task first, Task second)
    {
        var codes = await Task.WhenAll(Ended.WithAsync(first), Ended.WithAsync(second));
        Assert.All(codes, code => Assert.Contains(
            code, (StatusCode[])[StatusCode.OK, StatusCode.FailedPrecondition, StatusCode.Aborted]));
        return (codes[0] == StatusCode.OK, codes[1] == StatusCode.OK);
    }

    static async Task RepeatAsync(Func<Task> round)
    {
        for (var number = 0; number < Rounds; number++)
        {
            await round();
        }
    }
}
