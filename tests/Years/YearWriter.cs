using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using SpecialistPhase = Mastery.Participants.V1.Participant.Types.Specialist.Types.Phase;
using SpecialistStatus = Mastery.Participants.V1.Participant.Types.Specialist.Types.Status;

namespace Mastery.Years;

/// <summary>Writes generated hubs through the public API, several departments at once.</summary>
public sealed class YearWriter(YearClients clients, int concurrency = 4)
{
    const int PerImport = 1_000;

    /// <summary>Writes schools, departments, people, what they took part in, and Work Groups that take
    /// applications.</summary>
    public async Task<WrittenHub> WriteAsync(GeneratedHub hub)
    {
        await ImportAsync(hub.Schools);
        var departments = new (string Name, IReadOnlyList<string> People)[hub.Departments.Count];
        await Parallel.ForAsync(
            0,
            departments.Length,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency },
            async (index, _) => departments[index] = await DepartmentAsync(hub, hub.Departments[index]));
        List<string> groups = [];
        foreach (var group in hub.Groups)
        {
            groups.Add(await GroupAsync(hub, group, departments[group.Lead].People[1]));
        }

        return new(
            hub,
            [.. departments.Select(department => department.Name)],
            [.. departments.Select(department => department.People)],
            groups);
    }

    /// <summary>Drafts and submits the application of a department.</summary>
    public async Task<Application> ApplyAsync(WrittenHub hub, int department)
    {
        var wanted = hub.Hub.Departments[department].Application!;
        var draft = await clients.WorkGroups.CreateApplicationAsync(new()
        {
            Parent = hub.Hub.Name,
            Application = new()
            {
                Department = hub.Departments[department],
                Focus = hub.Hub.Groups[wanted.Group].Focus,
                WorkGroup = hub.Groups[wanted.Group],
                Theme = wanted.Theme,
                Motivation = wanted.Motivation,
                Advocates = { Advocates(hub.Advocates(department)) },
                HeadteacherAgreement = new()
                {
                    DisplayName = wanted.Headteacher,
                    Role = "Headteacher",
                    AgreeDate = Text(wanted.Agreed),
                },
            },
        });
        return await clients.WorkGroups.SubmitApplicationAsync(new() { Name = draft.Name });
    }

    /// <summary>Plans a session of a Work Group.</summary>
    public async Task<Session> PlanAsync(string group, GeneratedSession session) =>
        await clients.WorkGroups.CreateSessionAsync(new()
        {
            Parent = group,
            Session = new()
            {
                Title = session.Title,
                StartTime = session.Start.ToTimestamp(),
                EndTime = session.Start.AddHours(2).ToTimestamp(),
                Mode = session.Mode,
                HostSchool = session.Host is null ? "" : $"schools/{session.Host}",
            },
        });

    /// <summary>Advocates as an application names them: the first has the authority to make change happen.</summary>
    public static IEnumerable<Application.Types.Advocate> Advocates(IEnumerable<string> people) =>
        people.Select((person, index) => new Application.Types.Advocate
        {
            Participant = person,
            Experienced = true,
            AuthorityToMakeChange = index == 0,
        });

    async Task ImportAsync(IReadOnlyList<GeneratedSchool> schools)
    {
        foreach (var part in schools.Chunk(PerImport))
        {
            var answer = await clients.Schools.BatchImportSchoolsAsync(new() { Records = { part.Select(Record) } });
            if (answer.RejectedCount > 0)
            {
                throw new InvalidOperationException($"A school was rejected: {answer.RejectedRecords[0]}");
            }
        }
    }

    static SchoolRecord Record(GeneratedSchool school) => new()
    {
        Urn = school.Urn,
        DisplayName = school.DisplayName,
        Type = school.Academy
            ? new() { Code = "34", DisplayName = "Academy converter" }
            : new() { Code = "01", DisplayName = "Community school" },
        TypeGroup = school.Academy
            ? new() { Code = "10", DisplayName = "Academies" }
            : new() { Code = "4", DisplayName = "Local authority maintained schools" },
        Status = School.Types.Status.Open,
        Phase = School.Types.Phase.Secondary,
        StatutoryLowAge = 11,
        StatutoryHighAge = 16,
        Address = new() { Town = school.Town, Postcode = school.Postcode },
    };

    async Task<(string Name, IReadOnlyList<string> People)> DepartmentAsync(
        GeneratedHub hub, GeneratedDepartment department)
    {
        var name = (await clients.People.CreateDepartmentAsync(new()
        {
            Parent = hub.Name,
            Department = new() { School = $"schools/{department.School.Urn}", Subject = department.Subject },
        })).Name;
        List<string> people = [];
        foreach (var person in department.People)
        {
            people.Add(await PersonAsync(hub, name, person));
        }

        await clients.People.UpdateDepartmentAsync(new() { Department = new() { Name = name, Head = people[0] } });
        if (department.Development is { } year)
        {
            await clients.People.CreatePastParticipationAsync(new()
            {
                Parent = name,
                PastParticipation = new() { Stage = Stage.Development, AcademicYear = year, Source = "Hub's list" },
            });
        }

        return (name, people);
    }

    async Task<string> PersonAsync(GeneratedHub hub, string department, GeneratedPerson person) =>
        (await clients.People.CreateParticipantAsync(new()
        {
            Parent = hub.Name,
            Participant = new()
            {
                GivenName = person.GivenName,
                FamilyName = person.FamilyName,
                Email = person.Email,
                Posts =
                {
                    new Participant.Types.Post
                    {
                        Department = department,
                        JobTitle = person.JobTitle,
                        Responsibility = person.Responsibility,
                        StartDate = Text(person.Start),
                    },
                },
                Specialist = person.Cohort is not { } cohort ? null : new()
                {
                    Cohort = cohort,
                    Phase = SpecialistPhase.Secondary,
                    Status = SpecialistStatus.Trained,
                },
            },
        })).Name;

    async Task<string> GroupAsync(GeneratedHub hub, GeneratedGroup group, string lead)
    {
        var made = await clients.WorkGroups.CreateWorkGroupAsync(new()
        {
            Parent = hub.Name,
            WorkGroup = new()
            {
                Focus = group.Focus,
                DisplayName = group.DisplayName,
                Capacity = group.Capacity,
                ExpectedAttendancePercent = group.ExpectedPercent,
                WorkGroupLeads = { lead },
            },
        });
        return (await clients.WorkGroups.OpenWorkGroupAsync(new() { Name = made.Name })).Name;
    }

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
