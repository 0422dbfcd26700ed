using Google.Protobuf.WellKnownTypes;
using Mastery.Cli.Connection;
using Mastery.Cli.Programme;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary>A year of somebody: a staff list, an application, a place, sessions, letters, a plan, an enquiry, a name of
/// before; then a colleague takes over.</summary>
sealed class ErasedLife
{
    public const string Hub = $"hubs/{RunningSuite.Hub}";

    const string Focus = "projects/NCP24-14/foci/b";
    const int Urn = 980080;

    ErasedLife(ApiClients api) => Api = api;

    public ApiClients Api { get; }

    public string Person { get; private set; } = "";

    public string Group { get; private set; } = "";

    public string Application { get; private set; } = "";

    public string Sync { get; private set; } = "";

    /// <summary>An activity that the person leads.</summary>
    public string Activity { get; private set; } = "";

    /// <summary>What nobody else is called or has.</summary>
    public IReadOnlyList<string> Words { get; } =
        ["Quixwell", "Zaphine", "Bornquix", "zaphine@quixwell.example", "7000811", "01924 558811", "quix-mis-1"];

    public static async Task<ErasedLife> LiveAsync(RunningSuite suite)
    {
        await HubSchools.ImportAsync(suite, Urn);
        var life = new ErasedLife(suite.As(RunningSuite.HubClient));
        var department = (await life.Api.People.CreateDepartmentAsync(new()
        {
            Parent = Hub,
            Department = new() { School = $"schools/{Urn}", Subject = Subject.Mathematics },
        })).Name;
        string[] colleagues = [await life.HireAsync(department, "One"), await life.HireAsync(department, "Two")];
        await life.ArriveAsync(department);
        await life.TakePartAsync(department, colleagues);
        return life;
    }

    async Task<string> HireAsync(string department, string name) => (await Api.People.CreateParticipantAsync(new()
    {
        Parent = Hub,
        Participant = new() { GivenName = "Colleague", FamilyName = name, Posts = { Post(department) } },
    })).Name;

    /// <summary>A staff list brings the person; a hub fills in what it does not have.</summary>
    async Task ArriveAsync(string department)
    {
        var sync = await Api.Rosters.BatchPlanRosterSyncAsync(new()
        {
            Header = new() { Source = $"schools/{Urn}", System = "sims", Mode = RosterMode.Delta },
            Records =
            {
                new StaffRecord
                {
                    Id = Words[6],
                    GivenName = Words[1],
                    FamilyName = Words[2],
                    Trn = Words[4],
                    Posts = { new StaffRecord.Types.Post { Subject = "Maths", JobTitle = "Head of Maths" } },
                },
            },
        });
        Sync = (await Api.Rosters.ApplyRosterSyncAsync(new() { Name = sync.Name })).Name;
        Person = (await Api.Rosters.ListRosterSyncEffectsAsync(new() { Name = Sync })).Effects.Single().Participant;
        await Api.People.UpdateParticipantAsync(new()
        {
            Participant = new()
            {
                Name = Person,
                FamilyName = Words[0],
                Email = Words[3],
                Phone = Words[5],
                PreviousNames = { new Participant.Types.PreviousName { FamilyName = Words[2] } },
            },
            UpdateMask = new() { Paths = { "family_name", "email", "phone", "previous_names" } },
        });
        await Api.People.UpdateDepartmentAsync(new() { Department = new() { Name = department, Head = Person } });
        await Api.People.CreatePastParticipationAsync(new()
        {
            Parent = department,
            PastParticipation = new() { Stage = Stage.Development, AcademicYear = "2022-23", Leads = { Person } },
        });
        await Api.WorkGroups.CreateEnquiryAsync(new()
        {
            Parent = Hub,
            Enquiry = new()
            {
                DisplayName = $"{Words[1]} {Words[0]}",
                Email = Words[3],
                School = $"schools/{Urn}",
                Message = $"May {Words[1]} {Words[0]} join?",
            },
        });
    }

    async Task TakePartAsync(string department, string[] colleagues)
    {
        Group = (await Api.WorkGroups.CreateWorkGroupAsync(new()
        {
            Parent = Hub,
            WorkGroup = new() { Focus = Focus, DisplayName = "A Work Group to be erased from", Capacity = 8 },
        })).Name;
        await Api.WorkGroups.OpenWorkGroupAsync(new() { Name = Group });
        Application = (await Api.WorkGroups.CreateApplicationAsync(new()
        {
            Parent = Hub,
            Application = new()
            {
                Department = department,
                Focus = Focus,
                WorkGroup = Group,
                Motivation = $"{Words[1]} {Words[0]} has asked for it",
                Advocates = { Advocate(Person), Advocate(colleagues[0]) },
                HeadteacherAgreement = new() { DisplayName = "Grace Hopper", AgreeDate = "2024-07-01" },
            },
        })).Name;
        await Api.WorkGroups.SubmitApplicationAsync(new() { Name = Application });
        var place = (await Api.WorkGroups.AcceptApplicationAsync(new() { Name = Application })).Enrolment;
        await MeetAsync(colleagues[0]);
        await PlanAsync(place);
        await Api.WorkGroups.ReplaceAdvocateAsync(new()
        {
            Name = place,
            Advocate = Person,
            Replacement = colleagues[1],
            Reason = "Takes over",
        });
    }

    async Task MeetAsync(string colleague)
    {
        var session = await Api.WorkGroups.CreateSessionAsync(new()
        {
            Parent = Group,
            Session = new()
            {
                Title = "Ratio tables",
                StartTime = Timestamp.FromDateTime(new(2024, 10, 2, 15, 0, 0, DateTimeKind.Utc)),
                EndTime = Timestamp.FromDateTime(new(2024, 10, 2, 17, 0, 0, DateTimeKind.Utc)),
                Mode = Session.Types.Mode.InPerson,
            },
        });
        await Api.WorkGroups.RecordAttendanceAsync(new()
        {
            Name = session.Name,
            Attendances =
            {
                new Session.Types.Attendance { Participant = Person, Present = true },
                new Session.Types.Attendance { Participant = colleague, Present = false },
            },
        });
    }

    async Task PlanAsync(string place)
    {
        var plan = (await Api.Plans.CreatePlanAsync(
            new() { Parent = Hub, Plan = new() { Enrolment = place, Title = "Fluency" } })).Name;
        var evidence = await Api.Plans.CreateEvidenceAsync(
            new() { Parent = plan, Evidence = PlanParts.StudentsNeed() });
        var aim = await Api.Plans.CreateAimAsync(new() { Parent = plan, Aim = PlanParts.Aim([evidence.Name]) });
        Activity = (await Api.Plans.CreateActivityAsync(
            new() { Parent = plan, Activity = PlanParts.Programme(aim.Name, Person).First() })).Name;
    }

    static Participant.Types.Post Post(string department) =>
        new() { Department = department, Responsibility = Responsibility.ClassroomTeacher };

    static Application.Types.Advocate Advocate(string person) => new()
    {
        Participant = person,
        Experienced = true,
        AuthorityToMakeChange = true,
    };
}
