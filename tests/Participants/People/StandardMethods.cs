using Mastery.Common.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class DepartmentStandardMethods(PeopleFixture fixture) : StandardMethods<V1.Department>(fixture)
{
    protected override async Task<V1.Department> ExampleAsync(string parent, int number) =>
        new() { School = await fixture.SchoolAsync(), Subject = Subject.Mathematics };

    protected override void Alter(V1.Department resource)
    {
        // Only the head of a department can be changed, so one is made for it.
        var head = fixture.People.CreateParticipant(new()
        {
            Parent = PeopleFixture.Hub,
            Participant = new()
            {
                GivenName = "Emmy",
                FamilyName = "Noether",
                Posts = { PeopleFixture.Post(resource) },
            },
        });
        resource.Head = head.Name;
    }
}

public sealed class ParticipantStandardMethods(PeopleFixture fixture) : StandardMethods<V1.Participant>(fixture)
{
    // The TRN and the telephone number need a scope of their own.
    protected override int RoundTripsOfRead => 2;

    protected override async Task<V1.Participant> ExampleAsync(string parent, int number) => new()
    {
        GivenName = "Emmy",
        FamilyName = $"Noether {number}",
        PreferredFamilyName = "N",
        PreviousNames =
        {
            new V1.Participant.Types.PreviousName { FamilyName = "Nother", EndDate = "2015-07-31" },
        },
        Posts =
        {
            new V1.Participant.Types.Post
            {
                Department = (await fixture.DepartmentAsync()).Name,
                JobTitle = "Teacher of mathematics",
                Responsibility = V1.Responsibility.KeyStageLead,
                StartDate = "2010-09-01",
                ExpectedFromDate = "2024-09-01",
            },
        },
        Email = "emmy@example.org",
        Phone = "01924 000000",
        Trn = PeopleFixture.FreshTrn(),
        TeachingSinceDate = "2010-09-01",
        Specialist = new()
        {
            Cohort = 4,
            Phase = V1.Participant.Types.Specialist.Types.Phase.Secondary,
            Status = V1.Participant.Types.Specialist.Types.Status.Trained,
        },
        ExternalIds =
        {
            new V1.Participant.Types.ExternalId
            {
                Source = "arbor/schools/1",
                Value = $"{number}",
                StartDate = "2020-09-01",
            },
        },
    };

    protected override void Alter(V1.Participant resource)
    {
        resource.PreferredGivenName = "Amalie";
        resource.ExternalIds.Add(new V1.Participant.Types.ExternalId { Source = "sims/schools/1", Value = "7" });
    }
}

public sealed class PastParticipationStandardMethods(PeopleFixture fixture) : StandardMethods<V1.PastParticipation>(
    fixture)
{
    protected override async Task<string> ParentAsync(string hub) =>
        (await fixture.DepartmentAsync(hub: $"hubs/{hub}")).Name;

    protected override Task<V1.PastParticipation> ExampleAsync(string parent, int number)
    {
        var year = 5 + number % 20;
        return Task.FromResult(new V1.PastParticipation
        {
            Code = $"NCP{year:00}-12",
            Stage = (Stage)(1 + number / 20 % 3),
            AcademicYear = $"20{year:00}-{year + 1:00}",
        });
    }

    protected override void Alter(V1.PastParticipation resource) => resource.Source = "NCETM list of July 2024";
}
