using Mastery.Common.V1;
using Mastery.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(Mastery.Participants.Tests.PeopleFixture))]

namespace Mastery.Participants.Tests;

/// <summary>One running Participants service with a real catalogue and real plans behind it, for all classes: each test
/// makes schools, departments and Work Groups of its own.</summary>
public partial class PeopleFixture() : ServiceFixture<DepartmentStore>("participants")
{
    public const string Hub = "hubs/yorkshire-and-the-humber";
    public const string OtherHub = "hubs/south-yorkshire";
    public const string Focus = "projects/NCP24-14/foci/b";
    public const string BespokeFocus = "projects/NCP24-14/foci/d";

    static int _urns = 200000;
    static int _trns = 1000000;

    public V1.ParticipantService.ParticipantServiceClient People =>
        Client<V1.ParticipantService.ParticipantServiceClient>();

    public V1.WorkGroupService.WorkGroupServiceClient Groups => Client<V1.WorkGroupService.WorkGroupServiceClient>();

    public V1.DataProtectionService.DataProtectionServiceClient Protection =>
        Client<V1.DataProtectionService.DataProtectionServiceClient>();

    public FocusCatalogue.V1.FocusCatalogueService.FocusCatalogueServiceClient Catalogue =>
        CatalogueService.Client<FocusCatalogue.V1.FocusCatalogueService.FocusCatalogueServiceClient>();

    TestService CatalogueService { get; set; } = null!;

    public static string FreshUrn() => $"{Interlocked.Increment(ref _urns)}";

    public static string FreshTrn() => $"{Interlocked.Increment(ref _trns)}";

    /// <summary>A school in the directory: an open state-funded secondary school in England, unless changed.</summary>
    public async Task<string> SchoolAsync(
        string? urn = null, bool stateFunded = true, string status = "OPEN", string phase = "SECONDARY")
    {
        urn ??= FreshUrn();
        await ExecuteAsync($"""
            INSERT INTO school (urn, display_name, status, phase, state_funded, secondary, in_england)
            VALUES ('{urn}', 'School {urn}', '{status}', '{phase}', {stateFunded},
                {phase is "SECONDARY" or "ALL_THROUGH"}, true)
            """);
        return $"schools/{urn}";
    }

    /// <summary>A succession as an import leaves it, or as a person decided it.</summary>
    public Task SuccessionAsync(
        string predecessor, string successor, bool followed = true, string confirmed = "NULL") => ExecuteAsync($"""
        INSERT INTO succession (predecessor, successor, link_type, confirmed, followed, doubt)
        VALUES ('{Urn(predecessor)}', '{Urn(successor)}', 'Successor', {confirmed}, {followed},
            CASE WHEN {confirmed}::boolean IS NULL AND NOT {followed} THEN 'SEVERAL' END)
        """);

    public async Task<V1.Department> DepartmentAsync(
        string? school = null, Subject subject = Subject.Mathematics, string hub = Hub) =>
        await People.CreateDepartmentAsync(new()
        {
            Parent = hub,
            Department = new() { School = school ?? await SchoolAsync(), Subject = subject },
        });

    public async Task<V1.Participant> ParticipantAsync(V1.Department department, Action<V1.Participant>? change = null)
    {
        var participant = new V1.Participant
        {
            GivenName = "Ada",
            FamilyName = "Lovelace",
            Posts = { Post(department) },
        };
        change?.Invoke(participant);
        return await People.CreateParticipantAsync(
            new() { Parent = HubOf(department.Name), Participant = participant });
    }

    public async Task<V1.PastParticipation> PastAsync(V1.Department department, Stage stage = Stage.Development,
        string year = "2022-23", string school = "") => await People.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation = new() { Stage = stage, AcademicYear = year, School = school },
        });

    /// <summary>A department that may join NCP24-14.</summary>
    public async Task<V1.Department> EligibleDepartmentAsync(string? school = null, string hub = Hub)
    {
        var department = await DepartmentAsync(school, hub: hub);
        await PastAsync(department);
        return department;
    }

    /// <summary>A Work Group that takes departments, unless it shall stay planned.</summary>
    public async Task<V1.WorkGroup> WorkGroupAsync(
        int capacity = 10, string focus = Focus, bool open = true, string hub = Hub)
    {
        var group = await Groups.CreateWorkGroupAsync(new()
        {
            Parent = hub,
            WorkGroup = new() { Focus = focus, DisplayName = "Wakefield Sustaining", Capacity = capacity },
        });
        return open ? await Groups.OpenWorkGroupAsync(new() { Name = group.Name }) : group;
    }

    /// <summary>An enquiry that waits for an answer.</summary>
    public async Task<V1.Enquiry> EnquiryAsync(string? school = null, Action<V1.Enquiry>? change = null)
    {
        var enquiry = new V1.Enquiry
        {
            DisplayName = "Ada Lovelace",
            Email = "ada@example.org",
            School = school ?? await SchoolAsync(),
            Focus = Focus,
            Message = "May we join?",
        };
        change?.Invoke(enquiry);
        return await Groups.CreateEnquiryAsync(new() { Parent = Hub, Enquiry = enquiry });
    }

    /// <summary>A complete draft with two suitable Advocates.</summary>
    public async Task<V1.Application> DraftAsync(
        V1.Department? department = null, Action<V1.Application>? change = null)
    {
        department ??= await EligibleDepartmentAsync();
        var application = new V1.Application
        {
            Department = department.Name,
            Focus = Focus,
            Advocates =
            {
                Advocate(await ParticipantAsync(department)),
                Advocate(await ParticipantAsync(department), experienced: false, authority: false),
            },
            HeadteacherAgreement =
                new() { DisplayName = "Grace Hopper", AgreeDate = "2024-07-01" },
        };
        change?.Invoke(application);
        return await Groups.CreateApplicationAsync(
            new() { Parent = HubOf(department.Name), Application = application });
    }

    public async Task<V1.Application> SubmittedAsync(
        V1.Department? department = null, Action<V1.Application>? change = null) =>
        await Groups.SubmitApplicationAsync(new() { Name = (await DraftAsync(department, change)).Name });

    public async Task<V1.Application> AcceptedAsync(V1.WorkGroup group, V1.Department? department = null) =>
        await Groups.AcceptApplicationAsync(
            new() { Name = (await SubmittedAsync(department)).Name, WorkGroup = group.Name });

    /// <summary>The same on the focus of a local project.</summary>
    public async Task<V1.Application> AcceptedLocallyAsync(V1.WorkGroup group, V1.Department department)
    {
        var submitted = await SubmittedAsync(department, application => application.Focus = group.Focus);
        return await Groups.AcceptApplicationAsync(new() { Name = submitted.Name, WorkGroup = group.Name });
    }

    /// <summary>An application on the waiting list of a Work Group.</summary>
    public async Task<V1.Application> WaitlistedAsync(V1.WorkGroup group, V1.Department? department = null) =>
        await Groups.WaitlistApplicationAsync(
            new() { Name = (await SubmittedAsync(department)).Name, WorkGroup = group.Name });

    public async Task<V1.Application> DeclineAsync(string application) => await Groups.DeclineApplicationAsync(new()
    {
        Name = application,
        DeclineReason = V1.Application.Types.DeclineReason.NoPlace,
        Reason = "No places left this year",
    });

    public async Task<V1.Enrolment> EnrolmentAsync(V1.Application accepted) =>
        await Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment });

    /// <summary>The focus of a local project of 2024/25, or of the year in its code, that is still a draft.</summary>
    public async Task<FocusCatalogue.V1.Focus> DraftProjectAsync(
        string code, string hub, Action<FocusCatalogue.V1.Project>? change = null)
    {
        var project = new FocusCatalogue.V1.Project
        {
            Code = code,
            DisplayName = "Local project",
            AcademicYear = char.IsAsciiDigit(code[^1]) ? "" : "2024-25",
            Stage = Stage.Local,
            Phase = FocusCatalogue.V1.Phase.Secondary,
            Hub = hub,
        };
        change?.Invoke(project);
        await Catalogue.CreateProjectAsync(new() { Project = project });
        return await Catalogue.CreateFocusAsync(new()
        {
            Parent = $"projects/{code}",
            FocusId = "a",
            Focus = new() { DisplayName = "Local focus", Subjects = { Subject.Mathematics } },
        });
    }

    /// <summary>The focus of a published local project.</summary>
    public async Task<FocusCatalogue.V1.Focus> LocalProjectAsync(
        string code, string hub = Hub, Action<FocusCatalogue.V1.Project>? change = null)
    {
        var focus = await DraftProjectAsync(code, hub, change);
        await Catalogue.PublishProjectAsync(new() { Name = $"projects/{code}" });
        return focus;
    }

    public static V1.Application.Types.Advocate Advocate(
        V1.Participant participant, bool experienced = true, bool authority = true) =>
        new() { Participant = participant.Name, Experienced = experienced, AuthorityToMakeChange = authority };

    /// <summary>An open post in a department.</summary>
    public static V1.Participant.Types.Post Post(V1.Department department,
        V1.Responsibility responsibility = V1.Responsibility.HeadOfDepartment) =>
        new() { Department = department.Name, Responsibility = responsibility };

    /// <summary>A name of the same form that no resource has.</summary>
    public static string Unknown(string name) => $"{name[..(name.LastIndexOf('/') + 1)]}{Guid.CreateVersion7()}";

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of a query, as the owner of the schema with the hub set sees it.</summary>
    public async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var set = new NpgsqlCommand(
            $"SELECT set_config('mastery.hub', '{Hub["hubs/".Length..]}', true)", connection);
        await set.ExecuteScalarAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    static string Urn(string school) => school[(school.LastIndexOf('/') + 1)..];

    static string HubOf(string name) => string.Join('/', name.Split('/').Take(2));
}
