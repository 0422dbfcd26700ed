using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Access.V1;
using Mastery.Cli.Programme;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>One resource of every hub-owned type, created through the API by the hub's own client.</summary>
sealed partial class HubSeed
{
    const string Focus = "projects/NCP24-14/foci/b";

    readonly HubResources _resources;
    readonly SeedClients _api;
    readonly string _neighbour;
    readonly string _trn;

    HubSeed(string hub, string client, SeedClients api, string school, string neighbour, string trust, string trn)
    {
        (Client, School, _api, _neighbour, _trn) = (client, school, api, neighbour, trn);
        _resources = new HubResources($"hubs/{hub}")
            .With("mastery.services/ApiClient", $"apiClients/{client}")
            .With("mastery.services/School", school)
            .With("mastery.services/Trust", trust)
            .With("mastery.services/TrustMembership", $"{trust}/memberships/{school["schools/".Length..]}")
            .With("mastery.services/Project", "projects/NCP24-14")
            .With("mastery.services/Focus", Focus);
        Requests = new(_resources);
    }

    /// <summary>The hub, <c>hubs/*</c>.</summary>
    public string Hub => _resources.Hub;

    /// <summary>The client that created them.</summary>
    public string Client { get; }

    /// <summary>A school of the hub.</summary>
    public string School { get; }

    /// <summary>The types there is a resource of.</summary>
    public IEnumerable<string> Types => _resources.Types;

    /// <summary>The names of what the hub owns.</summary>
    public IEnumerable<string> Names => _resources.All.Select(resource => Messages.Text(resource, "name"));

    /// <summary>Requests about them.</summary>
    public RequestBuilder Requests { get; }

    /// <summary>The name of the resource of a type, hub-owned or national.</summary>
    public string Name(string type) => _resources.Name(type);

    /// <param name="suite">Where.</param>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="client">The API client that creates them.</param>
    /// <param name="api">Its clients.</param>
    /// <param name="urn">The school's.</param>
    /// <param name="trust">The school's.</param>
    /// <param name="trn">One of the people's.</param>
    public static async Task<HubSeed> CreateAsync(RunningSuite suite, string hub, string client, SeedClients api,
        int urn, string trust = HubSchools.Trust, string trn = "7654321")
    {
        var neighbour = urn + HubSchools.Neighbour;
        await HubSchools.ImportAsync(suite, trust, urn, neighbour);
        var seed = new HubSeed(hub, client, api, $"schools/{urn}", $"schools/{neighbour}", trust, trn);
        var people = await seed.PeopleAsync();
        var enrolment = await seed.EnrolAsync(people);
        await seed.PlanAsync(enrolment, people[0]);
        await seed.WebhooksAsync();
        await seed.GrantAsync(suite.Settings.PeopleIssuer);
        return seed;
    }

    async Task GrantAsync(string issuer) => Keep(await _api.Access.CreateGrantAsync(new()
    {
        Grant = new()
        {
            Issuer = issuer,
            Subject = "5f0c7a52",
            Role = Grant.Types.Role.HubCoordinator,
            Hubs = { Hub },
            DisplayName = "Ada Lovelace",
        },
    }));

    async Task<List<string>> PeopleAsync()
    {
        var department = await _api.People.CreateDepartmentAsync(
            new() { Parent = Hub, Department = new() { School = School, Subject = Subject.Mathematics } });
        List<string> people = [await HireAsync(department.Name, _trn), await HireAsync(department.Name, "")];
        Keep(
            await _api.People.UpdateDepartmentAsync(
                new() { Department = new() { Name = department.Name, Head = people[0] } }));
        Keep(await _api.People.GetParticipantAsync(new() { Name = people[0] }));
        Keep((await _api.People.ListSensitiveReadsAsync(new() { Parent = Hub })).SensitiveReads[0]);
        Keep(await _api.People.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation =
                new() { Stage = Stage.Development, AcademicYear = "2022-23", School = School, Leads = { people[1] } },
        }));
        Keep(await _api.People.CreateDepartmentTransferAsync(new()
        {
            Parent = Hub,
            DepartmentTransfer =
                new() { Department = department.Name, ToHub = "hubs/west-yorkshire", Reason = "Nearer" },
        }));
        Keep(await _api.People.PlanParticipationImportAsync(new()
        {
            Parent = Hub,
            FileName = "List.csv",
            Records = { new ParticipationRecord { SchoolNumber = School["schools/".Length..], Code = "NCP23-12" } },
        }));
        await MatchAsync();
        Keep(await _api.DataProtection.CreateDataRequestAsync(new()
        {
            Parent = Hub,
            DataRequest = new()
            {
                Type = DataRequest.Types.Type.Access,
                Participant = people[0],
                DisplayName = "Ada Lovelace",
                Message = "What do you hold of me?",
            },
        }));
        return people;
    }

    /// <summary>A record that may be of one of the people.</summary>
    async Task MatchAsync()
    {
        var sync = await _api.Rosters.BatchPlanRosterSyncAsync(new()
        {
            Header = new() { Source = School, System = "sims", Mode = RosterMode.Delta },
            Records =
            {
                new StaffRecord
                {
                    Id = "7",
                    GivenName = "Ada",
                    FamilyName = "Lovelace",
                    Posts = { new StaffRecord.Types.Post { Subject = "Maths" } },
                },
            },
        });
        _resources.With("mastery.services/RosterSync", sync.Name);
        var waiting = new ListMatchReviewsRequest { Parent = Hub, Filter = $"source = \"{School}\"" };
        Keep((await _api.Rosters.ListMatchReviewsAsync(waiting)).MatchReviews.Single());
    }

    async Task<string> HireAsync(string department, string trn) => (await _api.People.CreateParticipantAsync(new()
    {
        Parent = Hub,
        Participant = new()
        {
            GivenName = "Ada",
            FamilyName = "Lovelace",
            Trn = trn,
            Posts =
            {
                new Participant.Types.Post
                {
                    Department = department,
                    Responsibility = Responsibility.HeadOfDepartment,
                },
            },
            ExternalIds = { new Participant.Types.ExternalId { Source = "mis", Value = "42" } },
        },
    })).Name;

    async Task<string> EnrolAsync(List<string> people)
    {
        var group = await _api.WorkGroups.CreateWorkGroupAsync(new()
        {
            Parent = Hub,
            WorkGroup =
                new()
                {
                    Focus = Focus,
                    DisplayName = $"Work Group for {School}",
                    Capacity = 8,
                    WorkGroupLeads = { people[0] },
                },
        });
        Keep(await _api.WorkGroups.OpenWorkGroupAsync(new() { Name = group.Name }));
        var accepted = await JoinAsync(group.Name, Name("mastery.services/Department"), people);
        Keep(accepted);
        var session = await _api.WorkGroups.CreateSessionAsync(new()
        {
            Parent = accepted.WorkGroup,
            Session = new()
            {
                Title = "Ratio tables",
                StartTime = Timestamp.FromDateTime(new(2024, 10, 2, 15, 0, 0, DateTimeKind.Utc)),
                EndTime = Timestamp.FromDateTime(new(2024, 10, 2, 17, 0, 0, DateTimeKind.Utc)),
                Mode = Session.Types.Mode.InPerson,
            },
        });
        Keep(await _api.WorkGroups.RecordAttendanceAsync(new()
        {
            Name = session.Name,
            Attendances = { new Session.Types.Attendance { Participant = people[0], Present = true } },
        }));
        Keep((await _api.WorkGroups.ListLettersAsync(new() { Parent = Hub })).Letters[0]);
        Keep(await _api.WorkGroups.CreateEnquiryAsync(new()
        {
            Parent = Hub,
            Enquiry = new()
            {
                DisplayName = "Ada Lovelace",
                Email = "ada@example.org",
                School = School,
                Message = "May we join?",
            },
        }));
        Keep(await _api.WorkGroups.GetEnrolmentAsync(new() { Name = accepted.Enrolment }));
        return accepted.Enrolment;
    }

    async Task PlanAsync(string enrolment, string leader)
    {
        var plan = await _api.Plans.CreatePlanAsync(
            new() { Parent = Hub, Plan = new() { Enrolment = enrolment, Title = "Fluency" } });
        var evidence = await _api.Plans.CreateEvidenceAsync(
            new() { Parent = plan.Name, Evidence = PlanParts.StudentsNeed() });
        var aim = await _api.Plans.CreateAimAsync(new() { Parent = plan.Name, Aim = PlanParts.Aim([evidence.Name]) });
        var activity = PlanParts.Programme(aim.Name, leader).First();
        activity.WholeDepartment = false;
        activity.Audience.Add(leader);
        Keep(await _api.Plans.CreateActivityAsync(new() { Parent = plan.Name, Activity = activity }));
        Keep(evidence);
        Keep(aim);
        var england = await _api.Plans.GetTermDatesAsync(new() { Name = $"{Hub}/termDates/2024-25" });
        Keep(await _api.Plans.UpdateTermDatesAsync(new() { TermDates = england }));
        await _api.Plans.SharePlanAsync(new() { Name = plan.Name });
        Keep(await _api.Plans.CreateReviewAsync(new() { Parent = plan.Name, Review = Review(aim.Name) }));
        Keep(await _api.Plans.CreateFeedbackAsync(new()
        {
            Parent = plan.Name,
            Feedback = Feedback(await NeighbourAsync(Name("mastery.services/WorkGroup"))),
        }));
        Keep(await _api.Plans.GetPlanAsync(new() { Name = plan.Name }));
        Keep(await _api.Plans.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/1" }));
    }

    void Keep(IMessage resource) => _resources.With(resource);
}
