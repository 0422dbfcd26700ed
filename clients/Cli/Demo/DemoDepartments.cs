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
    static readonly Seed[] Seeds =
    [
        new(
            "calder-vale",
            "990001",
            Subject.Mathematics,
            ["Amara Okafor", "Daniel Hirst", "Zoë Priestley", "Imran Shah"],
            new(Stage.Development, "2019-20")),
        new(
            "holme-edge",
            "990002",
            Subject.Mathematics,
            ["Helen Sykes", "Yusuf Patel", "Grace Lockwood", "Piotr Nowak"],
            new(Stage.Development, "2021-22")),
        new("marfleet", "990003", Subject.Mathematics, ["Siobhán Doyle", "Kwame Mensah", "Ellie Foster"], Cohort: 5),
        new("trentside", "990004", Subject.Mathematics, ["Robert Blyth", "Anjali Rao", "Connor Walsh"],
            new(Stage.Development, "2022-23")),
        new("humber-bank", "990005", Subject.Mathematics, ["Laura Grant", "Mehmet Aydın", "Sophie Clarke"],
            new(Stage.Development, "2020-21")),
        new("spen-beck", "990006", Subject.Mathematics, ["Holly Naylor", "Tomasz Wójcik"]),
        new("ings-road", "990007", Subject.Mathematics, ["Farah Siddiqui", "Mark Illingworth", "Beth Hanson"],
            new(Stage.Development, "2018-19", "schools/990011")),
        new("newland", "990008", Subject.Mathematics, ["Oliver Thwaite", "Chidi Eze", "Rachel Booth"],
            new(Stage.Development, "2023-24")),
        new("calder-vale-science", "990001", Subject.Science, ["Nadia Rahman", "Peter Lumb"]),
        new("humber-bank-science", "990005", Subject.Science, ["Joanne Petty", "Samuel Osei"]),
    ];

    /// <summary>Creates them all, by key.</summary>
    public static async Task<Dictionary<string, DemoDepartment>> CreateAsync(DemoContext context)
    {
        var made = new Dictionary<string, DemoDepartment>();
        foreach (var seed in Seeds)
        {
            made[seed.Key] = await CreateAsync(context, seed);
        }

        context.Report(
            $"{made.Count} departments with {made.Values.Sum(department => department.People.Count)} people and their "
                + "past");
        return made;
    }

    static async Task<DemoDepartment> CreateAsync(DemoContext context, Seed seed)
    {
        var department = await context.Hub.People.CreateDepartmentAsync(
            new CreateDepartmentRequest
            {
                Parent = context.HubName,
                Department = new() { School = $"schools/{seed.Urn}", Subject = seed.Subject },
            }.WithRequestId(),
            context.Call);
        if (seed.Past is { } past)
        {
            await PastAsync(context, department.Name, past);
        }

        var people = new List<string>();
        foreach (var (index, person) in seed.People.Index())
        {
            people.Add(await JoinAsync(context, department.Name, seed, index, person));
        }

        await context.Hub.People.UpdateDepartmentAsync(
            new UpdateDepartmentRequest
            {
                Department = new() { Name = department.Name, Head = people[0] },
            }.WithRequestId(),
            context.Call);
        return new(department.Name, people);
    }

    static async Task PastAsync(DemoContext context, string department, Past past) =>
        await context.Hub.People.CreatePastParticipationAsync(new CreatePastParticipationRequest
        {
            Parent = department,
            PastParticipation = new()
            {
                Stage = past.Stage,
                AcademicYear = past.AcademicYear,
                Code = $"NCP{past.AcademicYear[2..4]}-12",
                School = past.School,
                Source = "Demonstration data",
            },
        }.WithRequestId(), context.Call);

    static async Task<string> JoinAsync(DemoContext context, string department, Seed seed, int index, string person)
    {
        var names = person.Split(' ');
        var request = new CreateParticipantRequest
        {
            Parent = context.HubName,
            Participant = new()
            {
                GivenName = names[0],
                FamilyName = names[1],
                Email = Email(names, seed.Urn),
                Posts =
                {
                    new Participant.Types.Post
                    {
                        Department = department,
                        JobTitle = Title(seed.Subject, index),
                        Responsibility = Held(index),
                        StartDate = $"{2012 + 3 * index}-09-01",
                    },
                },
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

    sealed record Seed(string Key, string Urn, Subject Subject, string[] People, Past? Past = null, int? Cohort = null);

    sealed record Past(Stage Stage, string AcademicYear, string School = "");
}

/// <summary>A created department, with its people, the head first.</summary>
sealed record DemoDepartment(string Name, IReadOnlyList<string> People)
{
    /// <summary>The department with the head of another as its second Advocate, as a focus that pairs subjects
    /// asks.</summary>
    public DemoDepartment With(DemoDepartment other) => this with { People = [People[0], other.People[0]] };
}
