using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class OtherHubTests(PeopleFixture fixture)
    : OtherHubs(
        fixture, V1.ParticipantService.Descriptor, V1.WorkGroupService.Descriptor, V1.RosterService.Descriptor,
        V1.DataProtectionService.Descriptor, Changes.V1.ParticipantsChangeService.Descriptor)
{
    protected override async Task<HubResources> ResourcesAsync()
    {
        var school = await fixture.SchoolAsync();
        var department = await fixture.DepartmentAsync(school);
        var past = await fixture.PastAsync(department);
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);
        var session = await fixture.Groups.CreateSessionAsync(
            new() { Parent = accepted.WorkGroup, Session = SessionVerb.Example("2024-10-02") });
        return new HubResources(PeopleFixture.Hub)
            .With("mastery.services/School", school)
            .With("mastery.services/Focus", PeopleFixture.Focus)
            .With(await fixture.People.GetDepartmentAsync(new() { Name = department.Name }))
            .With(await fixture.People.GetParticipantAsync(new() { Name = accepted.Advocates[0].Participant }))
            .With(past)
            .With(await ReadAsync(department))
            .With(accepted)
            .With(session)
            .With(await fixture.People.CreateDepartmentTransferAsync(new()
            {
                Parent = PeopleFixture.Hub,
                DepartmentTransfer = new()
                {
                    Department = department.Name,
                    ToHub = "hubs/west-yorkshire",
                    Reason = "Nearer",
                },
            }))
            .With(await fixture.Groups.GetWorkGroupAsync(new() { Name = accepted.WorkGroup }))
            .With(await fixture.Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment }))
            .With(await fixture.PlanAsync(PeopleFixture.Row(school)))
            .With(await fixture.EnquiryAsync(school))
            .With(await fixture.DataRequestAsync())
            .With(await fixture.MatchReviewAsync(school, "Ada Lovelace"))
            .With((await fixture.Groups.ListLettersAsync(new()
            {
                Parent = PeopleFixture.Hub,
                Filter = $"application = \"{accepted.Name}\"",
            })).Letters[0]);
    }

    async Task<V1.SensitiveRead> ReadAsync(V1.Department department)
    {
        var person = await fixture.ParticipantAsync(department, person => person.Phone = "01924 123456");
        return (await fixture.People.ListSensitiveReadsAsync(
            new() { Parent = PeopleFixture.Hub, Participant = person.Name })).SensitiveReads[0];
    }
}
