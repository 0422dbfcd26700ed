using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.DepartmentTransfer.Types.State;

namespace Mastery.Participants.Tests;

public sealed class DepartmentTransferStandardMethodsTests(PeopleFixture fixture)
    : StandardMethods<V1.DepartmentTransfer>(fixture)
{
    protected override string[] SortedOverEveryHub => ["update_time"];

    protected override string OtherHub => "west-yorkshire";

    protected override async Task<V1.DepartmentTransfer> ExampleAsync(string parent, int number) => new()
    {
        Department = (await fixture.DepartmentAsync(hub: parent)).Name,
        ToHub = parent == PeopleFixture.OtherHub ? PeopleFixture.Hub : PeopleFixture.OtherHub,
        Reason = $"Reason {number}",
        EffectiveDate = "2024-09-02",
    };

    protected override void Alter(V1.DepartmentTransfer resource) => resource.Reason += ", altered";
}

public sealed class CreateDepartmentTransferTests(PeopleFixture fixture) : TransferVerb(fixture)
{
    [Fact]
    public async Task Shows_the_receiving_hub_what_it_has_to_know_and_no_person()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        await Fixture.AcceptedAsync(await Fixture.WorkGroupAsync(), department);

        var offer = await OfferAsync(department);

        var received = await As(To).GetDepartmentTransferAsync(new() { Name = In(To, offer.Name) });
        Assert.Equal((department.Name, department.School), (received.Department, received.School));
        Assert.Equal($"School {department.School["schools/".Length..]}", received.SchoolDisplayName);
        Assert.Equal((2, 1, 0),
            (received.ParticipantCount, received.PastParticipationCount, received.ApplicationCount));
        Assert.Equal((PeopleFixture.Focus, "2024-25", ""), Assert.Single(received.Places.Select(
            place => (place.Focus, place.AcademicYear, place.Enrolment))));
        Assert.Equal("The school is nearer to you", received.Reason);
        Assert.DoesNotContain("Lovelace", $"{received}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_seen_by_its_two_hubs_and_no_other()
    {
        var offer = await OfferAsync(await Fixture.DepartmentAsync());

        var (sent, received) = (await ListAsync(From, offer), await ListAsync(To, offer));

        Assert.Equal(V1.DepartmentTransfer.Types.Direction.Outgoing, Assert.Single(sent).Direction);
        Assert.Equal(V1.DepartmentTransfer.Types.Direction.Incoming, Assert.Single(received).Direction);
        foreach (var hub in (string[])[From, To, "hubs/west-yorkshire"])
        {
            await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, async () =>
                await As("hubs/west-yorkshire").GetDepartmentTransferAsync(new() { Name = In(hub, offer.Name) }));
        }

        Assert.Equal(["CREATED"], await LoggedAsync(offer.Name));
        Assert.Equal(["CREATED"], await LoggedAsync(In(To, offer.Name)));
    }

    [Fact]
    public async Task Changes_nothing_of_the_department()
    {
        var department = await Fixture.DepartmentAsync();

        await OfferAsync(department);

        Assert.Equal(department, await DepartmentAsync(department.Name));
        Assert.Equal(From, await OwnerAsync(department.School));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => DepartmentAsync(In(To, department.Name)));
    }

    [Fact]
    public async Task Refuses_a_second_open_offer_and_takes_another_after_the_answer()
    {
        var department = await Fixture.DepartmentAsync();
        var offer = await OfferAsync(department);

        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            () => OfferAsync(department, "hubs/west-yorkshire"));
        await People.CancelDepartmentTransferAsync(new() { Name = offer.Name, Reason = "Too early" });
        var again = await OfferAsync(department, "hubs/west-yorkshire");

        Assert.Equal(State.Offered, again.State);
    }

    [Fact]
    public async Task Makes_one_offer_of_many_at_once()
    {
        var department = await Fixture.DepartmentAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ended.WithAsync(OfferAsync(department))));

        Assert.Equal(1, outcomes.Count(code => code == StatusCode.OK));
        Assert.All(outcomes, code => Assert.Contains(code, (StatusCode[])[StatusCode.OK, StatusCode.AlreadyExists]));
    }

    [Fact]
    public async Task Refuses_what_is_no_other_hub_and_a_day_to_come()
    {
        var department = await Fixture.DepartmentAsync();

        await Refused.ForFieldAsync("department_transfer.to_hub", () => OfferAsync(department, From));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => OfferAsync(department, "hubs/nowhere"));
        await Refused.ForFieldAsync(
            "department_transfer.effective_date", () => OfferAsync(department, To, "2100-01-01"));
    }

    [Fact]
    public async Task Refuses_a_closed_department_and_one_of_another_hub()
    {
        var closed = await Fixture.DepartmentAsync();
        await People.CloseDepartmentAsync(new() { Name = closed.Name });
        var other = await Fixture.DepartmentAsync(hub: To);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => OfferAsync(closed));
        await Refused.ForFieldAsync("department_transfer.department", async () =>
            await People.CreateDepartmentTransferAsync(new()
            {
                Parent = From,
                DepartmentTransfer = new() { Department = other.Name, ToHub = To, Reason = "Ours" },
            }));
    }

    async Task<IEnumerable<V1.DepartmentTransfer>> ListAsync(string hub, V1.DepartmentTransfer offer) =>
        (await As(hub).ListDepartmentTransfersAsync(new()
        {
            Parent = hub,
            Filter = $"state = OFFERED AND department = \"{offer.Department}\"",
        })).DepartmentTransfers;

    V1.ParticipantService.ParticipantServiceClient As(string hub) =>
        Fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
            Token.Of(hub["hubs/".Length..], "participants.read"));
}
