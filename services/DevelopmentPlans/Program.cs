using Mastery.DevelopmentPlans;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args, "development-plans");
builder.AddMasteryPeer<WorkGroupService.WorkGroupServiceClient>("participants");
builder.AddMasteryPeer<ParticipantService.ParticipantServiceClient>("participants");
builder.AddMasteryPeer<SchoolDirectoryService.SchoolDirectoryServiceClient>("participants");
builder.AddMasteryPeer<FocusCatalogueService.FocusCatalogueServiceClient>("focus-catalogue");
builder.Services
    .AddSingleton(EvidenceTable.Table)
    .AddSingleton(AimTable.Table)
    .AddSingleton(ActivityTable.Table)
    .AddSingleton(ReviewTable.Table)
    .AddSingleton(FeedbackTable.Table)
    .AddSingleton<RememberedDepartments>()
    .AddScoped(typeof(PlanParts<>))
    .AddScoped<PartReferences>()
    .AddScoped<PlanHistory>()
    .AddScoped<OptionalPeers>()
    .AddScoped<AimTerms>()
    .AddScoped<ExportPeersReader>()
    .AddScoped<PlanExporter>()
    .AddScoped<PlanStore>()
    .AddScoped<RevisionStore>()
    .AddScoped<NewPlans>()
    .AddScoped<LineageStore>()
    .AddScoped<ContentStore>()
    .AddScoped<PlanReviews>()
    .AddScoped<PlanFeedback>()
    .AddScoped<WorkGroupPeers>()
    .AddScoped<GroupMembers>()
    .AddScoped<GroupPlans>()
    .AddScoped<BoundPlans>()
    .AddScoped<Enrolments>()
    .AddScoped<Departments>()
    .AddScoped<SchoolNames>()
    .AddScoped<DepartmentRecord>()
    .AddScoped<Foci>()
    .AddScoped<IBoundRows>(services => services.GetRequiredService<BoundPlans>())
    .AddScoped<PlanAssessor>()
    .AddScoped<TermDatesStore>()
    .AddScoped<ActivityPeople>()
    .AddScoped<CoverageReader>()
    .AddScoped<ProgrammeParts>()
    .AddScoped<PlanMove>()
    .AddHostedService<PlanMover>();
builder.Services.AddOptions<TransferOptions>().BindConfiguration("Transfers").Validate(
    transfers => transfers.Interval > TimeSpan.Zero, "Transfers:Interval must be above 0.").ValidateOnStart();
builder.Services.AddOptions<SharingOptions>().BindConfiguration("Sharing").Validate(
    sharing => sharing.RememberDepartments >= TimeSpan.Zero, "Sharing:RememberDepartments must not be below 0.")
    .ValidateOnStart();
var app = builder.Build();
app.MapService<DevelopmentPlanService>();
app.MapService<ChangeService>();
app.MapService<WebhookService>();
return await app.RunServiceAsync(args);
