using Google.Protobuf;
using Mastery.Changes.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>People of whom much is held.</summary>
public partial class PeopleFixture
{
    static int _stories = 7000;

    public async Task<V1.ExportParticipantDataResponse> ExportAsync(string name) =>
        await People.ExportParticipantDataAsync(new() { Name = name });

    /// <summary>What the answer has of a type of resource.</summary>
    public static PersonRecord Record(V1.ExportParticipantDataResponse data, string type) =>
        Assert.Single(data.Records, record => record.ResourceType == $"mastery.services/{type}");

    public static string Text(IMessage message) => JsonFormatter.Default.Format(message);

    public TestService PlanService { get; private set; } = null!;

    /// <summary>Plans are made by asking Participants, which is not there yet: in these tests there are none.</summary>
    protected override async Task StartPeersAsync()
    {
        CatalogueService = await StartPeerAsync<FocusCatalogue.ProjectStore>("focus-catalogue");
        ConfigureUnreachablePeer("participants");
        PlanService = await StartPeerAsync<DevelopmentPlans.PlanStore>("development-plans");
        Configure("ServiceIdentity:ClientId", "participants");
        Configure("ServiceIdentity:ClientSecret", "a secret");
        Configure("ServiceIdentity:TokenUri", await TokenEndpoint.StartAsync("subjectaccess.write"));
        // Tests say when the worker asks for what is left of an erasure.
        Configure("Erasures:Interval", "1.00:00:00");
        foreach (var kept in (string[])["People", "Enquiries", "Letters", "DataRequests", "ParticipationImports"])
        {
            Configure($"Retention:{kept}", "3652.00:00:00");
        }
    }

    /// <summary>Puts a namesake of most people of the tests on record: the name of somebody who is erased goes out of
    /// every text of the hub, also of other tests, unless somebody else has it.</summary>
    protected override async Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var service = await base.StartAsync(settings);
        foreach (var hub in Service is null ? [Hub, OtherHub] : Array.Empty<string>())
        {
            await service.Client<V1.ParticipantService.ParticipantServiceClient>().CreateParticipantAsync(
                new() { Parent = hub, Participant = new() { GivenName = "Ada", FamilyName = "Lovelace" } });
        }

        return service;
    }

    /// <summary>What somebody asked about their data on 3 September 2024: all of it, unless changed.</summary>
    public async Task<V1.DataRequest> DataRequestAsync(Action<V1.DataRequest>? change = null)
    {
        var request = new V1.DataRequest
        {
            Type = V1.DataRequest.Types.Type.Access,
            DisplayName = "Ada Lovelace",
            Email = "ada@example.org",
            Message = "What do you hold of me?",
            ReceiveDate = "2024-09-03",
        };
        change?.Invoke(request);
        return await Protection.CreateDataRequestAsync(new() { Parent = Hub, DataRequest = request });
    }

    /// <summary>Somebody with a value in every personal field.</summary>
    public async Task<V1.Participant> FullPersonAsync(V1.Department? department = null, string family = "Quillon")
    {
        department ??= await DepartmentAsync();
        return await ParticipantAsync(department, person =>
        {
            (person.GivenName, person.FamilyName) = ("Zephyrine", family);
            (person.PreferredGivenName, person.PreferredFamilyName) = ("Zeph", $"{family}-Marlowe");
            person.PreviousNames.Add(new V1.Participant.Types.PreviousName
            {
                GivenName = "Zephirina",
                FamilyName = $"Born{family}",
                StartDate = "1985-02-03",
                EndDate = "2014-05-06",
            });
            person.Email = $"zeph.{family}@example.org".ToLowerInvariant();
            person.Phone = "01924 555123";
            person.Trn = FreshTrn();
            person.TeachingSinceDate = "2009-09-07";
            person.Specialist = new()
            {
                Cohort = 6,
                Phase = V1.Participant.Types.Specialist.Types.Phase.Secondary,
                Status = V1.Participant.Types.Specialist.Types.Status.Trained,
            };
            person.ExternalIds.Add(new V1.Participant.Types.ExternalId
            {
                Source = "hand/schools/1",
                Value = $"id-of-{family}",
            });
            person.Posts.Insert(0, new V1.Participant.Types.Post
            {
                Department = department.Name,
                JobTitle = $"Keeper of {family}",
                Responsibility = V1.Responsibility.ClassroomTeacher,
                StartDate = "2012-09-01",
                EndDate = "2019-08-31",
                ExpectedFromDate = "2012-10-01",
                ExpectedUntilDate = "2019-07-20",
            });
        });
    }

    /// <summary>A year in which somebody meets one other person everywhere.</summary>
    public async Task<Story> StoryAsync()
    {
        var number = Interlocked.Increment(ref _stories);
        var trust = await TrustAsync();
        var department = trust.School.Department;
        await PastAsync(department);
        var person = await FullPersonAsync(department, $"Quillon{number}");
        var other = await ParticipantAsync(department, one =>
        {
            (one.GivenName, one.FamilyName) = ("Thirza", $"Outsider{number}");
            (one.Email, one.Trn) = ($"thirza.{number}@example.org", FreshTrn());
        });
        await People.UpdateDepartmentAsync(new() { Department = new() { Name = department.Name, Head = person.Name } });
        var past = await PastAsync(department, Mastery.Common.V1.Stage.Embedding, "2023-24");
        past.Leads.Add([person.Name, other.Name]);
        await People.UpdatePastParticipationAsync(new() { PastParticipation = past });
        await TakePartAsync(department, person, other, number);
        await EnquiryAsync(trust.School.Name, enquiry =>
        {
            (enquiry.DisplayName, enquiry.Email) = ($"{person.GivenName} {person.FamilyName}", person.Email);
            enquiry.Message = $"Has {person.FamilyName} a place?";
        });
        await RequestsAsync(person, number);
        await SyncedAsync(trust, person);
        return new(person.Name,
            [
                person.GivenName, person.FamilyName, person.PreferredFamilyName, person.Email, person.Trn, person.Phone,
                person.TeachingSinceDate, person.ExternalIds[0].Value, person.PreviousNames[0].FamilyName,
                person.Posts[0].JobTitle, $"Has {person.FamilyName} a place?", $"mis-{number}",
                $"request{number}", $"identity{number}", $"complex{number}", $"answer{number}",
            ],
            [
                other.Name, $"Outsider{number}", other.Email, other.Trn, $"Headteacher{number}", $"motive{number}",
            ]);
    }

    async Task TakePartAsync(V1.Department department, V1.Participant person, V1.Participant other, int number)
    {
        var group = await WorkGroupAsync();
        group.WorkGroupLeads.Add([person.Name, other.Name]);
        group = await Groups.UpdateWorkGroupAsync(new() { WorkGroup = group });
        var application = await SubmittedAsync(department, draft =>
        {
            draft.Advocates.Clear();
            draft.Advocates.Add([Advocate(person), Advocate(other)]);
            draft.HeadteacherAgreement.DisplayName = $"Grace Headteacher{number}";
            draft.Motivation = $"A motive{number} of Thirza Outsider{number}";
        });
        await Groups.AcceptApplicationAsync(new() { Name = application.Name, WorkGroup = group.Name });
        var session = await Groups.CreateSessionAsync(
            new() { Parent = group.Name, Session = SessionVerb.Example("2024-10-02") });
        await Groups.RecordAttendanceAsync(new()
        {
            Name = session.Name,
            Attendances =
            {
                new V1.Session.Types.Attendance { Participant = person.Name, Present = true },
                new V1.Session.Types.Attendance { Participant = other.Name, Present = true },
            },
        });
    }

    /// <summary>A request of the person, and one of whom nobody has said yet that it is theirs.</summary>
    async Task RequestsAsync(V1.Participant person, int number)
    {
        await DataRequestAsync(asked => (asked.DisplayName, asked.Email, asked.Message) =
            ($"{person.GivenName} {person.FamilyName}", person.Email, $"I am {person.GivenName} {person.FamilyName}"));
        var request = await DataRequestAsync(asked => (asked.DisplayName, asked.Email, asked.Message) =
            ($"Mrs {person.FamilyName}", person.Email, $"A request{number}"));
        await Protection.PauseDataRequestAsync(new()
        {
            Name = request.Name,
            Kind = V1.DataRequest.Types.Pause.Types.Kind.Identity,
            Reason = $"No identity{number}",
        });
        await Protection.UpdateDataRequestAsync(
            new() { DataRequest = new() { Name = request.Name, Participant = person.Name } });
        await Protection.ResumeDataRequestAsync(new() { Name = request.Name });
        await Protection.ExtendDataRequestAsync(new() { Name = request.Name, Reason = $"Is complex{number}" });
        await Protection.CloseDataRequestAsync(new()
        {
            Name = request.Name,
            Outcome = V1.DataRequest.Types.Outcome.Completed,
            Reason = $"The answer{number}",
        });
    }

    async Task SyncedAsync(TestTrust trust, V1.Participant person)
    {
        var name = $"{person.GivenName} {person.FamilyName}";
        await PlanAsync(trust.Source, [trust.School.Staff("9", name)], header => header.Mode = V1.RosterMode.Delta);
        await PlanAsync(
            trust.Source,
            [
                trust.School.Staff($"mis-{person.FamilyName["Quillon".Length..]}", name,
                    record => record.Trn = person.Trn),
            ],
            header => (header.Mode, header.System) = (V1.RosterMode.Delta, "sims"));
    }
}

/// <summary>Somebody and what is said of them, and of the other person.</summary>
/// <param name="Person">The name of the person.</param>
/// <param name="Own">Values of theirs.</param>
/// <param name="Others">Values of the other.</param>
public sealed record Story(string Person, IReadOnlyList<string> Own, IReadOnlyList<string> Others);
