using System.Text;
using Mastery.Cli.Connection;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using SpecialistPhase = Mastery.Participants.V1.Participant.Types.Specialist.Types.Phase;
using SpecialistStatus = Mastery.Participants.V1.Participant.Types.Specialist.Types.Status;

namespace Mastery.Cli.Demo;

/// <summary>The departments of the demo year, with their people and past participations.</summary>
static class DemoDepartments
{
    /// <summary>Creates them all, by key.</summary>
    public static async Task<Dictionary<string, DemoDepartment>> CreateAsync(DemoContext context)
    {
        var made = await Task.WhenAll(DemoSeed.All.Select(seed => CreateAsync(context, seed)));
        context.Report(
            $"{made.Length} departments with {made.Sum(department => department.People.Count)} people and their past");
        return made.ToDictionary(department => department.Seed.Key);
    }

    /// <summary>The post in which a person came.</summary>
    public static Participant.Types.Post Post(string department, DemoSeed seed, int index) =>
        Post(department, seed.Subject, index, $"{seed.People[index].Since}-09-01");

    /// <summary>A post as the school words it.</summary>
    public static Participant.Types.Post Post(string department, Subject subject, int index, string start) => new()
    {
        Department = department,
        JobTitle = Title(subject, index),
        Responsibility = Held(index),
        StartDate = start,
    };

    static async Task<DemoDepartment> CreateAsync(DemoContext context, DemoSeed seed)
    {
        var department = await context.Hub.People.CreateDepartmentAsync(
            new CreateDepartmentRequest
            {
                Parent = context.HubName,
                Department = new() { School = $"schools/{seed.Urn}", Subject = seed.Subject },
            }.WithRequestId(),
            context.Call);
        if (seed.Development.Length > 0)
        {
            await PastAsync(context, department.Name, seed);
        }

        var people = await Task.WhenAll(
            seed.People.Select((person, index) => JoinAsync(context, department.Name, seed, index)));
        await context.Hub.People.UpdateDepartmentAsync(
            new UpdateDepartmentRequest
            {
                Department = new() { Name = department.Name, Head = people[0] },
            }.WithRequestId(),
            context.Call);
        return new(seed, department.Name, people);
    }

    static async Task PastAsync(DemoContext context, string department, DemoSeed seed) =>
        await context.Hub.People.CreatePastParticipationAsync(new CreatePastParticipationRequest
        {
            Parent = department,
            PastParticipation = new()
            {
                Stage = Stage.Development,
                AcademicYear = seed.Development,
                Code = $"NCP{seed.Development[2..4]}-12",
                School = seed.Former,
                Source = "The hub's list of July 2024",
            },
        }.WithRequestId(), context.Call);

    static async Task<string> JoinAsync(DemoContext context, string department, DemoSeed seed, int index)
    {
        var names = seed.People[index].Name.Split(' ');
        var request = new CreateParticipantRequest
        {
            Parent = context.HubName,
            Participant = new()
            {
                GivenName = names[0],
                FamilyName = names[1],
                Email = Email(names, seed.Urn),
                Posts = { Post(department, seed, index) },
                Specialist = index > 0 || seed.Cohort is not { } cohort
                    ? null
                    : new()
                    {
                        Cohort = cohort,
                        Phase = SpecialistPhase.Secondary,
                        Status = SpecialistStatus.Trained,
                    },
            },
        };
        return (await context.Hub.People.CreateParticipantAsync(request.WithRequestId(), context.Call)).Name;
    }

    static Responsibility Held(int index) => index switch
    {
        0 => Responsibility.HeadOfDepartment,
        1 => Responsibility.KeyStageLead,
        _ => Responsibility.ClassroomTeacher,
    };

    static string Title(Subject subject, int index) =>
        (index switch { 0 => "Head of ", 1 => "Key Stage 3 lead for ", _ => "Teacher of " })
            + subject.ToString().ToLowerInvariant();

    /// <summary>An address at the school, in plain letters.</summary>
    static string Email(string[] names, string urn)
    {
        var letters = string.Join('.', names).Replace('ı', 'i').Normalize(NormalizationForm.FormD)
            .Where(letter => char.IsAsciiLetter(letter) || letter == '.');
        return $"{string.Concat(letters).ToLowerInvariant()}@school{urn}.example.org";
    }
}

/// <summary>A created department, with its people, the head first.</summary>
sealed record DemoDepartment(DemoSeed Seed, string Name, IReadOnlyList<string> People)
{
    /// <summary>The two Advocates that the application names.</summary>
    public IReadOnlyList<string> Advocates { get; init; } = [People[0], People[1]];

    /// <summary>The department with the head of another as its second Advocate, as a focus that pairs subjects
    /// asks.</summary>
    public DemoDepartment With(DemoDepartment other) => this with { Advocates = [People[0], other.People[0]] };

    /// <summary>Everybody but who has left before a day.</summary>
    public IEnumerable<string> PeopleOn(string day) => People.Where((_, place) =>
        Seed.Leaver is not { } leaver || place != leaver.Person || string.CompareOrdinal(day, leaver.LastDay) <= 0);

    /// <summary>The Advocates on a day.</summary>
    public IEnumerable<string> AdvocatesOn(string day) => Advocates.Select(person =>
        Seed.Leaver is { } leaver && person == People[leaver.Person]
            && string.CompareOrdinal(day, leaver.LastDay) > 0 ? People[leaver.Advocate] : person);
}
