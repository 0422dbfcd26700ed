using Mastery.Access.V1;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Matrix;

/// <summary>The rule of the access matrix: what each method must answer to each kind of caller, by what its contract
/// states. A new method needs no line here, unless what it does once it is admitted is not what others do.</summary>
static class MatrixRule
{
    /// <summary>What requests name, so that they are complete and what they would make is there already.</summary>
    public static IReadOnlyDictionary<string, object> Known { get; } = new Dictionary<string, object>
    {
        ["hub_id"] = RunningSuite.Hub,
        ["focus_id"] = "b",
        ["api_client_id"] = RunningSuite.HubClient,
        ["api_client.hubs"] = $"hubs/{RunningSuite.Hub}",
        ["grant.issuer"] = "https://nobody.example",
        ["grant.subject"] = "5f0c7a52",
        ["grant.role"] = (int)Grant.Types.Role.HubCoordinator,
        ["grant.hubs"] = $"hubs/{RunningSuite.Hub}",
        ["header.source"] = $"schools/{HubSchools.First}",
        ["header.system"] = "sims",
        ["header.mode"] = (int)RosterMode.Delta,
    };

    /// <summary>What writes that name no version come to, once access has let them through, where they are not done:
    /// what they would make is there, or they refer to what is not.</summary>
    static readonly Dictionary<string, string> Undone = new()
    {
        ["CreateApiClient"] = "AE",
        ["BreakGlass"] = "RI",
        ["CreateGrant"] = "RI",
        ["CreateHub"] = "AE",
        ["CreateProject"] = "AE",
        ["CopyProject"] = "IA",
        ["CreateFocus"] = "AE",
        ["ResolveSuccession"] = "IC",
        ["CreateDepartment"] = "RI",
        ["CreateDepartmentTransfer"] = "AE",
        ["CreateParticipant"] = "AE",
        ["CreatePastParticipation"] = "AE",
        ["CreatePlan"] = "AE",
    };

    /// <summary>What another school is told that would make something of what is not its own, or that lists what is
    /// below it, which is answered with nothing.</summary>
    static readonly Dictionary<string, string> OfOthers = new()
    {
        ["CreateDepartment"] = "RI",
        ["CreateParticipant"] = "RI",
        ["CreatePlan"] = "RI",
        ["PlanRosterSync"] = "PD",
        ["BatchPlanRosterSync"] = "PD",
        ["ListEnrolments"] = "ok",
        ["ListPastParticipations"] = "ok",
    };

    /// <summary>What a school is told of a plan that another shares with it, beside that it may read and not change it:
    /// drafts and what is about people stay with their school, and it gives and resolves feedback. Where the plan is
    /// read before it is locked, or what a request refers to is looked for, that comes first.</summary>
    static readonly Dictionary<string, string> Shared = new()
    {
        ["AssessPlan"] = "PD",
        ["GetPlanRevision"] = "PD",
        ["ListPlanRevisions"] = "PD",
        ["ComparePlanRevisions"] = "PD",
        ["GetPlanCoverage"] = "PD",
        ["CreateFeedback"] = "ok",
        ["ResolveFeedback"] = "AB",
        ["AdoptCatalogueRevision"] = "AB",
        ["RollPlanForward"] = "AB",
        ["CreatePlan"] = "RI",
        ["CreateActivity"] = "RI",
        ["RecordActivityAttendance"] = "RI",
    };

    /// <summary>The cell of a method and a principal.</summary>
    public static string Expected(ContractMethod method, Principal principal) => principal.Code switch
    {
        // Who somebody is comes first, then what the token allows, whatever the request is about.
        "bad" => "UA",
        "odd" or "-sc" or "-ss" => "PD",
        "-ex" => method.Scopes.Count > 1 ? "PD" : Cells.None,
        "all" => Admitted(method),
        "hub" => WritesCatalogue(method) ? "PD" : Admitted(method),
        "oth" or "non" => Elsewhere(method),
        "na+" or "na-" or "lo+" or "lo-" => InPlaceOfHub(method, principal.Code),
        _ when !method.SchoolAccess => "PD",
        // Nobody gives feedback on a plan of their own.
        "sch" when Name(method) == "CreateFeedback" => "PD",
        "sch" or "tru" => Admitted(method),
        "soh" => Elsewhere(method),
        "wgr" when method.Descriptor.Service.Name == "DevelopmentPlanService" => SharedPlan(method),
        _ => OtherSchool(method),
    };

    /// <summary>What a token of another hub, or of none, is told: that there is no such thing.</summary>
    static string Elsewhere(ContractMethod method) => method switch
    {
        _ when HubMethods.IsHubOwned(method.Descriptor) => "NF",
        // What spans hubs is found by the parts of the token's own, and an API client or a grant by its hubs.
        { SpansHubs: true } or { Descriptor.Service.Name: "AccessService" } => Name(method) switch
        {
            _ when method.IsRead && !IsOfOne(method) => "ok",
            "PlanRosterSync" or "BatchPlanRosterSync" or "CreateApiClient" or "CreateGrant" or "BreakGlass" => "RI",
            _ => "NF",
        },
        _ => WritesCatalogue(method) ? "PD" : Admitted(method),
    };

    /// <summary>What a request is told that names all hubs, or the log of what belongs to none. Only collections are
    /// read over every hub, and each hub has a log of its own.</summary>
    static string InPlaceOfHub(ContractMethod method, string principal) => principal switch
    {
        _ when !HubMethods.IsHubOwned(method.Descriptor) => Cells.None,
        "na+" or "na-" when !method.IsRead => "IA",
        "na-" => "PD",
        "na+" => IsOfNamed(method) || IsOfOneLog(method) ? "IA" : "ok",
        "lo-" => method.NationalLogScope.Length > 0 ? "PD" : Cells.None,
        _ => method.NationalLogScope.Length > 0 && (!IsOfOne(method) || Name(method) == "CreateWebhook") ? "ok" : "NF",
    };

    static string SharedPlan(ContractMethod method) =>
        Shared.GetValueOrDefault(Name(method), method.IsRead ? "ok" : "PD");

    /// <summary>What another school of the hub is told: that there is no such thing. Lists of the hub have its
    /// own.</summary>
    static string OtherSchool(ContractMethod method) => method switch
    {
        _ when OfOthers.TryGetValue(Name(method), out var cell) => cell,
        { SpansHubs: true } => IsOfOne(method) ? "NF" : "ok",
        _ when !HubMethods.IsHubOwned(method.Descriptor) => Admitted(method),
        _ => method.IsRead && IsOfHub(method) ? "ok" : "NF",
    };

    /// <summary>What comes of a call that access has let through: a read is answered, and a write is refused for the
    /// version that it names, which is not the present one.</summary>
    static string Admitted(ContractMethod method) => method switch
    {
        { IsRead: true } => "ok",
        _ when HubMethods.HasEtag(method.Descriptor) => "AB",
        _ => Undone.GetValueOrDefault(Name(method), "ok"),
    };

    /// <summary>Whether it is about one resource, which it names, and not about a collection.</summary>
    static bool IsOfOne(ContractMethod method) => method.Descriptor.InputType.Fields.InDeclarationOrder()
        .Any(field => field.Name == "name" || HubMethods.Resource(field) is not null);

    /// <summary>Whether it is about one resource or several, which it names, or about one person.</summary>
    static bool IsOfNamed(ContractMethod method) => IsOfOne(method) || Name(method) == "ExportPersonData"
        || method.Descriptor.InputType.FindFieldByName("names") is not null;

    /// <summary>Whether it follows or verifies the change logs of one hub.</summary>
    static bool IsOfOneLog(ContractMethod method) => Name(method) is "WatchChanges" or "WatchHub" or "VerifyChanges";

    /// <summary>Whether it lists a collection right below the hub.</summary>
    static bool IsOfHub(ContractMethod method) => Name(method).StartsWith("List", StringComparison.Ordinal)
        && method.Routes.Any(route => route.Template.Contains("{parent=hubs/*}", StringComparison.Ordinal));

    /// <summary>Whether it writes the national catalogue, which tokens for every hub may.</summary>
    static bool WritesCatalogue(ContractMethod method) =>
        method is { IsRead: false, Descriptor.Service.Name: "FocusCatalogueService" };

    static string Name(ContractMethod method) => method.Descriptor.Name;
}
