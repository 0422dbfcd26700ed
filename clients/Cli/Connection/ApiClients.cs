using Mastery.Access.Changes.V1;
using Mastery.Access.V1;
using Mastery.Clients;
using Mastery.DevelopmentPlans.Changes.V1;
using Mastery.DevelopmentPlans.V1;
using Mastery.DevelopmentPlans.Webhooks.V1;
using Mastery.FocusCatalogue.Changes.V1;
using Mastery.FocusCatalogue.V1;
using Mastery.FocusCatalogue.Webhooks.V1;
using Mastery.Overview.V1;
using Mastery.Participants.Changes.V1;
using Mastery.Participants.V1;
using Mastery.Participants.Webhooks.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.Cli.Connection;

/// <summary>The typed clients of the suite, calling as one API client.</summary>
public sealed class ApiClients : IAsyncDisposable
{
    readonly ServiceProvider _provider;

    ApiClients(ServiceProvider provider) => _provider = provider;

    /// <summary>API clients and grants.</summary>
    public AccessService.AccessServiceClient Access => Get<AccessService.AccessServiceClient>();

    /// <summary>Schools and hubs.</summary>
    public SchoolDirectoryService.SchoolDirectoryServiceClient Schools =>
        Get<SchoolDirectoryService.SchoolDirectoryServiceClient>();

    /// <summary>Departments and people.</summary>
    public ParticipantService.ParticipantServiceClient People => Get<ParticipantService.ParticipantServiceClient>();

    /// <summary>What people ask about their data.</summary>
    public DataProtectionService.DataProtectionServiceClient DataProtection =>
        Get<DataProtectionService.DataProtectionServiceClient>();

    /// <summary>Staff from the MIS of schools and trusts.</summary>
    public RosterService.RosterServiceClient Rosters => Get<RosterService.RosterServiceClient>();

    /// <summary>Work Groups, applications and enrolments.</summary>
    public WorkGroupService.WorkGroupServiceClient WorkGroups => Get<WorkGroupService.WorkGroupServiceClient>();

    /// <summary>Development plans.</summary>
    public DevelopmentPlanService.DevelopmentPlanServiceClient Plans =>
        Get<DevelopmentPlanService.DevelopmentPlanServiceClient>();

    /// <summary>Projects and foci.</summary>
    public FocusCatalogueService.FocusCatalogueServiceClient Catalogue =>
        Get<FocusCatalogueService.FocusCatalogueServiceClient>();

    /// <summary>Changes of hubs, schools, people, departments and what they apply for.</summary>
    public ParticipantsChangeService.ParticipantsChangeServiceClient ParticipantChanges =>
        Get<ParticipantsChangeService.ParticipantsChangeServiceClient>();

    /// <summary>Changes of plans.</summary>
    public PlanChangeService.PlanChangeServiceClient PlanChanges => Get<PlanChangeService.PlanChangeServiceClient>();

    /// <summary>Changes of projects and foci.</summary>
    public CatalogueChangeService.CatalogueChangeServiceClient CatalogueChanges =>
        Get<CatalogueChangeService.CatalogueChangeServiceClient>();

    /// <summary>Changes of API clients and grants.</summary>
    public AccessChangeService.AccessChangeServiceClient AccessChanges =>
        Get<AccessChangeService.AccessChangeServiceClient>();

    /// <summary>What several services hold, together.</summary>
    public OverviewService.OverviewServiceClient Overview => Get<OverviewService.OverviewServiceClient>();

    /// <summary>Where changes of hubs, schools, people, departments and what they apply for are sent.</summary>
    public ParticipantsWebhookService.ParticipantsWebhookServiceClient ParticipantWebhooks =>
        Get<ParticipantsWebhookService.ParticipantsWebhookServiceClient>();

    /// <summary>Where changes of plans are sent.</summary>
    public PlanWebhookService.PlanWebhookServiceClient PlanWebhooks =>
        Get<PlanWebhookService.PlanWebhookServiceClient>();

    /// <summary>Where changes of projects and foci are sent.</summary>
    public CatalogueWebhookService.CatalogueWebhookServiceClient CatalogueWebhooks =>
        Get<CatalogueWebhookService.CatalogueWebhookServiceClient>();

    /// <summary>Prepares a connection; nothing is sent before the first call.</summary>
    /// <param name="address">The gateway's gRPC address.</param>
    /// <param name="tokenEndpoint">Where tokens are asked for; null for the usual place.</param>
    /// <param name="clientId">The API client.</param>
    /// <param name="clientSecret">Its secret.</param>
    /// <param name="allowCleartext">Whether to send it to another machine without encryption.</param>
    /// <param name="clientKey">Its private key in PEM, in place of the secret.</param>
    public static ApiClients Connect(Uri address, Uri? tokenEndpoint, string clientId, string clientSecret,
        bool allowCleartext = false, string? clientKey = null) =>
        new(new ServiceCollection()
            .AddMasteryClients(options =>
            {
                options.Address = address;
                options.TokenEndpoint = tokenEndpoint;
                options.ClientId = clientId;
                options.ClientSecret = clientKey is null ? clientSecret : null;
                options.ClientKey = clientKey;
                options.AllowCleartext = allowCleartext;
            })
            .BuildServiceProvider());

    /// <summary>Prepares a connection of a person who signed in with another issuer; nothing is sent before the first
    /// call.</summary>
    /// <param name="address">The gateway's gRPC address.</param>
    /// <param name="tokenEndpoint">Where tokens are asked for; null for the usual place.</param>
    /// <param name="subjectToken">Answers the issuer's token of the person.</param>
    /// <param name="grant">The grant to use, where several hold of the person.</param>
    /// <param name="allowCleartext">Whether to send it to another machine without encryption.</param>
    public static ApiClients ConnectPerson(Uri address, Uri? tokenEndpoint,
        Func<CancellationToken, ValueTask<string>> subjectToken, string? grant, bool allowCleartext = false) =>
        new(new ServiceCollection()
            .AddMasteryClients(options =>
            {
                options.Address = address;
                options.TokenEndpoint = tokenEndpoint;
                options.SubjectToken = subjectToken;
                options.Grant = grant;
                options.AllowCleartext = allowCleartext;
            })
            .BuildServiceProvider());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    T Get<T>() where T : notnull => _provider.GetRequiredService<T>();
}
