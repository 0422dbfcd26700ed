using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class CreateParticipantTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Keeps_the_external_ids_in_order_where_they_can_be_found()
    {
        var department = await fixture.DepartmentAsync();
        var id = $"staff-{Guid.NewGuid()}";

        var participant = await fixture.ParticipantAsync(department, person => person.ExternalIds.Add([
            new()
            {
                Source = "sims/schools/1",
                Value = "old",
                StartDate = "2019-09-01",
                EndDate = "2022-08-31",
            },
            new() { Source = "arbor/schools/1", Value = id }]));

        Assert.Equal(["old", id], participant.ExternalIds.Select(external => external.Value));
        Assert.Equal(participant, await fixture.People.GetParticipantAsync(new() { Name = participant.Name }));
        var holders = await fixture.QueryAsync($"""
            SELECT participant_id::text FROM participant_external_id
            WHERE hub_id = 'yorkshire-and-the-humber' AND source = 'arbor/schools/1' AND value = '{id}'
            """);
        Assert.EndsWith(Assert.Single(holders), participant.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_TRN_held_in_the_hub_and_names_the_holder_without_it()
    {
        var department = await fixture.DepartmentAsync();
        var trn = PeopleFixture.FreshTrn();
        var holder = await fixture.ParticipantAsync(department, person => person.Trn = trn);

        var refusal = await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            () => fixture.ParticipantAsync(department, person => person.Trn = trn));

        Assert.Equal(holder.Name, refusal.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
        Assert.DoesNotContain(trn, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            fixture.Service.Logs.Entries, entry => entry.ToString().Contains(trn, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gives_a_TRN_to_one_of_many_at_once()
    {
        var department = await fixture.DepartmentAsync();
        var trn = PeopleFixture.FreshTrn();

        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await fixture.ParticipantAsync(department, person => person.Trn = trn);
                return 1;
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.AlreadyExists)
            {
                return 0;
            }
        }));

        Assert.Equal(1, made.Sum());
    }

    [Fact]
    public async Task Lets_another_hub_hold_the_same_TRN()
    {
        var trn = PeopleFixture.FreshTrn();
        await fixture.ParticipantAsync(await fixture.DepartmentAsync(), person => person.Trn = trn);

        var department = await fixture.DepartmentAsync(hub: PeopleFixture.OtherHub);

        var elsewhere = await fixture.ParticipantAsync(department, person => person.Trn = trn);

        Assert.Equal(trn, elsewhere.Trn);
    }

    [Theory]
    [InlineData("departments/0199b3a0-0000-7000-8000-000000000000")]
    [InlineData("departments/none")]
    public Task Refuses_a_department_that_the_hub_does_not_have(string department) =>
        Refused.WithAsync(StatusCode.FailedPrecondition,
        ErrorReason.ReferenceInvalid,
        () => fixture.ParticipantAsync(new() { Name = $"{PeopleFixture.Hub}/{department}" }));

    [Fact]
    public async Task Refuses_a_department_of_another_hub()
    {
        var elsewhere = await fixture.DepartmentAsync(hub: PeopleFixture.OtherHub);
        var participant = new V1.Participant
        {
            GivenName = "Ada",
            FamilyName = "Lovelace",
            Posts = { PeopleFixture.Post(elsewhere) },
        };

        await Refused.ForFieldAsync("participant.posts[0].department", () =>
            fixture.People.CreateParticipantAsync(
                new() { Parent = PeopleFixture.Hub, Participant = participant }).ResponseAsync);
    }

    [Fact]
    public async Task Refuses_an_external_id_that_ends_before_it_starts()
    {
        var department = await fixture.DepartmentAsync();

        await Refused.ForFieldAsync(
            "participant.external_ids[0].end_date", () => fixture.ParticipantAsync(department, person =>
            person.ExternalIds.Add(new V1.Participant.Types.ExternalId
            {
                Source = "sims",
                Value = "1",
                StartDate = "2022-09-01",
                EndDate = "2022-08-31",
            })));
    }

    [Fact]
    public async Task Refuses_a_TRN_to_callers_who_may_not_read_it()
    {
        var department = await fixture.DepartmentAsync();
        var people = fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
            Token.Of("yorkshire-and-the-humber", "participants.write"));
        var participant = new V1.Participant
        {
            Posts = { PeopleFixture.Post(department) },
            GivenName = "Ada",
            FamilyName = "Lovelace",
            Trn = PeopleFixture.FreshTrn(),
        };

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, () =>
            people.CreateParticipantAsync(
                new() { Parent = PeopleFixture.Hub, Participant = participant }).ResponseAsync);
    }
}
