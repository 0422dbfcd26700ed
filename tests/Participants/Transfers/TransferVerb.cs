using Npgsql;

namespace Mastery.Participants.Tests;

/// <summary>The methods of transfers between hubs.</summary>
public abstract class TransferVerb(PeopleFixture fixture)
{
    protected const string From = PeopleFixture.Hub;
    protected const string To = PeopleFixture.OtherHub;

    protected PeopleFixture Fixture => fixture;

    protected V1.ParticipantService.ParticipantServiceClient People => fixture.People;

    protected V1.WorkGroupService.WorkGroupServiceClient Groups => fixture.Groups;

    protected async Task<V1.DepartmentTransfer> OfferAsync(
        V1.Department department, string to = To, string effective = "") =>
        await People.CreateDepartmentTransferAsync(new()
        {
            Parent = HubOf(department.Name),
            DepartmentTransfer = new()
            {
                Department = department.Name,
                ToHub = to,
                Reason = "The school is nearer to you",
                EffectiveDate = effective,
            },
        });

    protected async Task<V1.DepartmentTransfer> AcceptAsync(
        V1.DepartmentTransfer offer, params IEnumerable<V1.WorkGroup> groups) =>
        await People.AcceptDepartmentTransferAsync(new()
        {
            Name = In(offer.ToHub, offer.Name),
            WorkGroups = { groups.Select(group => group.Name) },
        });

    /// <summary>Hands a department over.</summary>
    protected async Task<V1.Department> MoveAsync(
        V1.Department department, string to = To, params IEnumerable<V1.WorkGroup> groups)
    {
        var accepted = await AcceptAsync(await OfferAsync(department, to), groups);
        return await DepartmentAsync(accepted.MovedTo);
    }

    protected async Task<V1.DepartmentTransfer> GetAsync(string name) =>
        await People.GetDepartmentTransferAsync(new() { Name = name });

    protected async Task<V1.Department> DepartmentAsync(string name) =>
        await People.GetDepartmentAsync(new() { Name = name });

    protected async Task<V1.Participant> PersonAsync(string name) =>
        await People.GetParticipantAsync(new() { Name = name });

    protected async Task<V1.Application> ApplicationAsync(string name) =>
        await Groups.GetApplicationAsync(new() { Name = name });

    protected async Task<V1.Enrolment> EnrolmentAsync(string name) =>
        await Groups.GetEnrolmentAsync(new() { Name = name });

    /// <summary>The hub with which the school's department works.</summary>
    protected async Task<string> OwnerAsync(string school) =>
        Assert.Single((await Fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>()
            .GetDepartmentOwnersAsync(new() { Name = school })).Owners).Hub;

    /// <summary>What a hub's change log has of a resource, oldest first: kinds.</summary>
    protected async Task<List<string>> LoggedAsync(string name)
    {
        await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand($"""
            SELECT set_config('mastery.hub', '{HubOf(name)["hubs/".Length..]}', false);
            SELECT kind FROM change WHERE resource = '{name}' ORDER BY revision, ordinal
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        List<string> kinds = [];
        while (await reader.ReadAsync())
        {
            kinds.Add(reader.GetString(0));
        }

        return kinds;
    }

    /// <summary>The same name in another hub.</summary>
    protected static string In(string hub, string name) => $"{hub}{name[HubOf(name).Length..]}";

    protected static string HubOf(string name) => string.Join('/', name.Split('/').Take(2));

    /// <summary>Gives a person everything that can be on record.</summary>
    protected static void Complete(V1.Participant person)
    {
        person.Posts[0].StartDate = "2015-09-01";
        person.Trn = PeopleFixture.FreshTrn();
        person.Email = "ada@example.org";
        person.Phone = "01924 000000";
        person.PreviousNames.Add(new V1.Participant.Types.PreviousName { FamilyName = "Byron" });
        person.ExternalIds.Add(new V1.Participant.Types.ExternalId { Source = "sims", Value = "17" });
        person.Specialist = new()
        {
            Cohort = 4,
            Phase = V1.Participant.Types.Specialist.Types.Phase.Secondary,
            Status = V1.Participant.Types.Specialist.Types.Status.Trained,
        };
    }
}
