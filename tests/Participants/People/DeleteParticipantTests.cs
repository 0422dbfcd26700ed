using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class DeleteParticipantTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Deletes_the_external_ids_too()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync(), person =>
            person.ExternalIds.Add(new V1.Participant.Types.ExternalId { Source = "sims", Value = "1" }));

        await DeleteAsync(person);

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => fixture.People.GetParticipantAsync(new() { Name = person.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Refuses_a_head_of_department()
    {
        var department = await fixture.DepartmentAsync();
        var head = await fixture.ParticipantAsync(department);
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = head.Name } });

        await RefusedAsync(head, department.Name);
    }

    [Fact]
    public async Task Refuses_somebody_who_led_a_past_participation()
    {
        var department = await fixture.DepartmentAsync();
        var lead = await fixture.ParticipantAsync(department);
        var past = await fixture.People.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation = new() { Stage = Stage.Development, AcademicYear = "2022-23", Leads = { lead.Name } },
        });

        await RefusedAsync(lead, past.Name);
    }

    [Fact]
    public async Task Refuses_somebody_who_leads_a_Work_Group()
    {
        var lead = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        var group = await fixture.Groups.CreateWorkGroupAsync(new()
        {
            Parent = PeopleFixture.Hub,
            WorkGroup = new()
            {
                Focus = PeopleFixture.Focus,
                DisplayName = "Led",
                Capacity = 1,
                WorkGroupLeads = { lead.Name },
            },
        });

        await RefusedAsync(lead, group.Name);
    }

    [Fact]
    public async Task Refuses_an_Advocate()
    {
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync());
        var advocate = await fixture.People.GetParticipantAsync(new() { Name = accepted.Advocates[0].Participant });

        await RefusedAsync(advocate, accepted.Name);
        await RefusedAsync(advocate, accepted.Enrolment);
    }

    async Task RefusedAsync(V1.Participant participant, string child)
    {
        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => DeleteAsync(participant));
        Assert.Contains(
            child,
            refusal.GetDetail<Google.Rpc.PreconditionFailure>().Violations.Select(violation => violation.Subject));
    }

    Task<Empty> DeleteAsync(V1.Participant participant) =>
        fixture.People.DeleteParticipantAsync(new() { Name = participant.Name }).ResponseAsync;
}
