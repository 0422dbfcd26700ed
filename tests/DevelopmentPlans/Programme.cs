using Mastery.Common.V1;
using Mastery.Participants.V1;
using Mastery.Testing;
using Catalogue = Mastery.FocusCatalogue.V1.FocusCatalogueService.FocusCatalogueServiceClient;
using Directory = Mastery.Participants.V1.SchoolDirectoryService.SchoolDirectoryServiceClient;
using Groups = Mastery.Participants.V1.WorkGroupService.WorkGroupServiceClient;
using People = Mastery.Participants.V1.ParticipantService.ParticipantServiceClient;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A department of three that takes part in a Work Group.</summary>
public sealed record Enrolled(string Enrolment, string Department, IReadOnlyList<string> Members);

/// <summary>Schools, departments, people and enrolments on NCP24-14b, created by the APIs of the other
/// services.</summary>
public sealed class Programme
{
    const string Parent = $"hubs/{PlansFixture.Hub}";
    const string Focus = "projects/NCP24-14/foci/b";
    const int FirstUrn = 300000;
    const int Schools = 1000;

    readonly People _people;
    readonly Groups _groups;
    readonly Catalogue _catalogue;
    readonly string _group;
    int _schools;

    Programme(People people, Groups groups, Catalogue catalogue, string group) =>
        (_people, _groups, _catalogue, _group) = (people, groups, catalogue, group);

    public static async Task<Programme> StartAsync(TestService participants, TestService catalogue)
    {
        var token = new Token();
        var groups = participants.Client<Groups>(token);
        await ImportSchoolsAsync(participants.Client<Directory>(token));
        var group = await groups.CreateWorkGroupAsync(new()
        {
            Parent = Parent,
            WorkGroup = new() { Focus = Focus, DisplayName = "Wakefield Sustaining", Capacity = Schools },
        });
        await groups.OpenWorkGroupAsync(new() { Name = group.Name });
        return new(participants.Client<People>(token), groups, catalogue.Client<Catalogue>(token), group.Name);
    }

    /// <summary>A department of three with an enrolment, from an accepted application.</summary>
    public Task<Enrolled> EnrolAsync() => EnrolAsync(Focus, _group);

    /// <summary>The same in a certain Work Group.</summary>
    public Task<Enrolled> EnrolAsync(string group) => EnrolAsync(Focus, group);

    /// <summary>Another open Work Group on the same focus.</summary>
    public async Task<string> GroupAsync()
    {
        var group = await _groups.CreateWorkGroupAsync(new()
        {
            Parent = Parent,
            WorkGroup = new() { Focus = Focus, DisplayName = "Kirklees Sustaining", Capacity = 8 },
        });
        return (await _groups.OpenWorkGroupAsync(new() { Name = group.Name })).Name;
    }

    public async Task DeferAsync(Enrolled enrolled) =>
        await _groups.DeferEnrolmentAsync(new() { Name = enrolled.Enrolment, Reason = "An inspection" });

    public async Task ResumeAsync(Enrolled enrolled) =>
        await _groups.ResumeEnrolmentAsync(new() { Name = enrolled.Enrolment });

    public async Task CompleteAsync(Enrolled enrolled) =>
        await _groups.CompleteEnrolmentAsync(new() { Name = enrolled.Enrolment });

    /// <summary>The same on the focus of a local project of the hub.</summary>
    public async Task<Enrolled> EnrolLocallyAsync(string code)
    {
        var (focus, group) = await LocalGroupAsync(code, "2024-25");
        return await EnrolAsync(focus, group);
    }

    /// <summary>A focus of a new local project, and a Work Group on it.</summary>
    async Task<(string Focus, string Group)> LocalGroupAsync(string code, string year)
    {
        var project = await _catalogue.CreateProjectAsync(new()
        {
            Project = new()
            {
                Code = code,
                DisplayName = "Talking mathematics",
                AcademicYear = year,
                Stage = Stage.Local,
                Phase = FocusCatalogue.V1.Phase.Secondary,
                Hub = Parent,
            },
        });
        var focus = await _catalogue.CreateFocusAsync(new()
        {
            Parent = project.Name,
            FocusId = "a",
            Focus = new()
            {
                DisplayName = "Talk",
                Subjects = { Subject.Mathematics },
                BigIdeas = { BigIdea.Fluency },
                EvidencePrompts = { "Who talks in lessons, and for how long?" },
            },
        });
        await _catalogue.PublishProjectAsync(new() { Name = project.Name });
        var group = await _groups.CreateWorkGroupAsync(new()
        {
            Parent = Parent,
            WorkGroup = new() { Focus = focus.Name, DisplayName = "Talking together", Capacity = Schools },
        });
        await _groups.OpenWorkGroupAsync(new() { Name = group.Name });
        return (focus.Name, group.Name);
    }

    /// <summary>Edits the focus of a local project, which makes the project's next revision.</summary>
    public async Task<long> EditFocusAsync(string name, Action<FocusCatalogue.V1.Focus> edit)
    {
        var focus = await _catalogue.GetFocusAsync(new() { Name = name });
        edit(focus);
        await _catalogue.UpdateFocusAsync(new() { Focus = focus, UpdateMask = new() { Paths = { "*" } } });
        return (await _catalogue.GetProjectAsync(new() { Name = ProjectOf(name) })).Revision;
    }

    /// <summary>Retires the project of a focus.</summary>
    public async Task RetireAsync(string focus) =>
        await _catalogue.RetireProjectAsync(new() { Name = ProjectOf(focus) });

    static string ProjectOf(string focus) => focus[..focus.IndexOf("/foci/", StringComparison.Ordinal)];

    /// <summary>The department takes part in a local project of another year.</summary>
    public async Task<Enrolled> EnrolInYearAsync(Enrolled enrolled, string code, string year)
    {
        var (focus, group) = await LocalGroupAsync(code, year);
        return enrolled with { Enrolment = await ApplyAsync(enrolled.Department, focus, enrolled.Members, group) };
    }

    async Task<Enrolled> EnrolAsync(string focus, string group)
    {
        var department = await _people.CreateDepartmentAsync(new()
        {
            Parent = Parent,
            Department = new()
            {
                School = $"schools/{FirstUrn + Interlocked.Increment(ref _schools)}",
                Subject = Subject.Mathematics,
            },
        });
        await _people.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation = new() { Stage = Stage.Development, AcademicYear = "2022-23" },
        });
        List<string> members =
            [await HireAsync(department.Name), await HireAsync(department.Name), await HireAsync(department.Name)];
        return new(await ApplyAsync(department.Name, focus, members, group), department.Name, members);
    }

    /// <summary>Applies and is accepted.</summary>
    /// <returns>The enrolment.</returns>
    async Task<string> ApplyAsync(string department, string focus, IReadOnlyList<string> members, string group)
    {
        var application = await _groups.CreateApplicationAsync(
            new() { Parent = Parent, Application = Application(department, focus, members) });
        await _groups.SubmitApplicationAsync(new() { Name = application.Name });
        return (await _groups.AcceptApplicationAsync(new() { Name = application.Name, WorkGroup = group })).Enrolment;
    }

    /// <summary>The URN of the school of a department.</summary>
    public async Task<string> SchoolAsync(Enrolled enrolled) =>
        (await _people.GetDepartmentAsync(new() { Name = enrolled.Department })).School["schools/".Length..];

    /// <summary>The trust of a school, which is its only one.</summary>
    public static string TrustOf(string urn) => $"1{urn[2..]}";

    public async Task WithdrawAsync(Enrolled enrolled) =>
        await _groups.WithdrawEnrolmentAsync(new() { Name = enrolled.Enrolment, Reason = "No cover for the sessions" });

    /// <summary>The department goes on in another Work Group.</summary>
    public async Task<Enrolled> TransferAsync(Enrolled enrolled)
    {
        var other = await _groups.CreateWorkGroupAsync(new()
        {
            Parent = Parent,
            WorkGroup = new() { Focus = Focus, DisplayName = "Hull Sustaining", Capacity = 1 },
        });
        await _groups.OpenWorkGroupAsync(new() { Name = other.Name });
        var moved = await _groups.TransferEnrolmentAsync(
            new() { Name = enrolled.Enrolment, WorkGroup = other.Name, Reason = "Nearer" });
        return enrolled with { Enrolment = moved.Name };
    }

    /// <summary>The department goes to another hub, and takes its place along.</summary>
    public async Task<Enrolled> MoveAsync(Enrolled enrolled, string hub)
    {
        var from = string.Join('/', enrolled.Department.Split('/').Take(2));
        var offer = await _people.CreateDepartmentTransferAsync(new()
        {
            Parent = from,
            DepartmentTransfer = new() { Department = enrolled.Department, ToHub = $"hubs/{hub}", Reason = "Nearer" },
        });
        var group = await _groups.CreateWorkGroupAsync(new()
        {
            Parent = $"hubs/{hub}",
            WorkGroup = new() { Focus = Focus, DisplayName = "Sheffield Sustaining", Capacity = 1 },
        });
        await _groups.OpenWorkGroupAsync(new() { Name = group.Name });
        var accepted = await _people.AcceptDepartmentTransferAsync(new()
        {
            Name = offer.Name.Replace(from, $"hubs/{hub}", StringComparison.Ordinal),
            WorkGroups = { group.Name },
        });
        return new(accepted.Places[0].TransferredTo, accepted.MovedTo, [.. enrolled.Members.Select(member =>
            member.Replace(from, $"hubs/{hub}", StringComparison.Ordinal))]);
    }

    public Task<string> HireAsync(Enrolled enrolled, Action<Participant.Types.Post>? change = null) =>
        HireAsync(enrolled.Department, change);

    /// <summary>Two records of one person become the first.</summary>
    public async Task MergeAsync(string stays, string duplicate) =>
        await _people.MergeParticipantsAsync(new() { Name = stays, Duplicate = duplicate });

    public async Task LeaveAsync(string participant) =>
        await _people.ArchiveParticipantAsync(new() { Name = participant });

    async Task<string> HireAsync(string department, Action<Participant.Types.Post>? change = null)
    {
        var post = new Participant.Types.Post
        {
            Department = department,
            Responsibility = Responsibility.HeadOfDepartment,
        };
        change?.Invoke(post);
        return (await _people.CreateParticipantAsync(new()
        {
            Parent = Parent,
            Participant = new() { GivenName = "Ada", FamilyName = "Lovelace", Posts = { post } },
        })).Name;
    }

    static Application Application(string department, string focus, IReadOnlyList<string> members) => new()
    {
        Department = department,
        Focus = focus,
        Advocates =
        {
            new Application.Types.Advocate
            {
                Participant = members[0],
                Experienced = true,
                AuthorityToMakeChange = true,
            },
            new Application.Types.Advocate { Participant = members[1] },
        },
        HeadteacherAgreement = new() { DisplayName = "Grace Hopper", AgreeDate = "2024-07-01" },
    };

    /// <summary>Open state-funded secondary schools in England, one for each department that tests create.</summary>
    static async Task ImportSchoolsAsync(Directory directory)
    {
        var request = new BatchImportSchoolsRequest();
        request.Records.Add(Enumerable.Range(FirstUrn, Schools).Select(urn => new SchoolRecord
        {
            Urn = $"{urn}",
            DisplayName = $"School {urn}",
            Type = new() { Code = "34", DisplayName = "Academy converter" },
            TypeGroup = new() { Code = "10", DisplayName = "Academies" },
            Trust = new() { Code = TrustOf($"{urn}"), DisplayName = $"Trust of {urn}" },
            Status = School.Types.Status.Open,
            Phase = School.Types.Phase.Secondary,
        }));
        Assert.Equal(Schools, (await directory.BatchImportSchoolsAsync(request)).CreatedCount);
    }
}
