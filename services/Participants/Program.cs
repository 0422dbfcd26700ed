using Mastery.DevelopmentPlans.V1;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants;
using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;

var builder = ServiceHost.CreateBuilder(args, "participants");
builder.Services
    .AddScoped<AreaStore>()
    .AddScoped<HubStore>()
    .AddScoped<SchoolStore>()
    .AddScoped<SchoolImport>()
    .AddScoped<SuccessionStore>()
    .AddScoped<SuccessionImport>()
    .AddScoped<TrustStore>()
    .AddScoped<TrustImport>()
    .AddScoped<DepartmentOwners>()
    .AddScoped<DepartmentStore>()
    .AddScoped<ParticipantStore>()
    .AddScoped<PastParticipationStore>()
    .AddScoped<ParticipationCheck>()
    .AddScoped<ParticipationImportStore>()
    .AddScoped<SensitiveReadStore>()
    .AddScoped<SubjectStore>()
    .AddScoped<SubjectAccess>()
    .AddScoped<PersonTies>()
    .AddScoped<PersonTexts>()
    .AddScoped<ErasedKeys>()
    .AddScoped<RosterCopies>()
    .AddScoped<ErasureStore>()
    .AddScoped<DataRequestStore>()
    .AddScoped<RetentionStore>()
    .AddScoped<RetentionEraser>()
    .AddScoped<PersonEraser>()
    .AddScoped<IPersonEraser>(services => services.GetRequiredService<PersonEraser>())
    .AddScoped<PlanErasure>()
    .AddScoped<PersonErasing>()
    .AddScoped<ParticipationPlanner>()
    .AddScoped<ParticipationImporter>()
    .AddScoped<RosterStore>()
    .AddScoped<RosterEffectStore>()
    .AddScoped<RosterPeopleStore>()
    .AddScoped<MatchReviewStore>()
    .AddScoped<HubRosterReader>()
    .AddScoped<RosterImporter>()
    .AddScoped<RosterApplier>()
    .AddScoped<RosterReverter>()
    .AddScoped<RosterWork>()
    .AddScoped<RosterRetentionStore>()
    .AddScoped<WorkGroupStore>()
    .AddScoped<ApplicationStore>()
    .AddScoped<EnrolmentStore>()
    .AddScoped<EligibilityStore>()
    .AddScoped<Catalogue>()
    .AddScoped<Admission>()
    .AddScoped<WaitingList>()
    .AddScoped<SessionStore>()
    .AddScoped<AttendanceRecorder>()
    .AddScoped<Calendars>()
    .AddScoped<Transfers>()
    .AddScoped<WorkGroupEnding>()
    .AddScoped<PersonReferences>()
    .AddScoped<MergeStore>()
    .AddScoped<DepartmentTransferStore>()
    .AddScoped<DepartmentPeople>()
    .AddScoped<DepartmentApplications>()
    .AddScoped<DepartmentPlaces>()
    .AddScoped<DepartmentTransfers>()
    .AddScoped<LetterStore>()
    .AddScoped<LetterWriter>()
    .AddScoped<SessionLetters>()
    .AddScoped<EnquiryStore>()
    .AddScoped<EnquiryReferences>()
    .AddScoped<EnquiryConversion>()
    .AddSingleton<MailTransport>()
    .AddSingleton<IValidateOptions<MailOptions>, MailOptions.Validation>()
    .AddHostedService<LetterSender>()
    .AddSingleton<IValidateOptions<RosterOptions>, RosterOptions.Validation>()
    .AddHostedService<RosterRetention>()
    .AddHostedService<ErasureWorker>()
    .AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptions.Validation>()
    .AddHostedService<RetentionWorker>();
builder.Services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateOnStart();
builder.Services.AddOptions<RetentionOptions>().BindConfiguration("Retention").ValidateOnStart();
builder.Services.AddOptions<RosterOptions>().BindConfiguration("Rosters").ValidateOnStart();
builder.Services.AddOptions<ErasureOptions>().BindConfiguration("Erasures").Validate(
    options => options.Interval > TimeSpan.Zero, "Erasures:Interval must be longer than nothing.").ValidateOnStart();
builder.AddMasteryPeer<FocusCatalogueService.FocusCatalogueServiceClient>("focus-catalogue");
builder.AddMasteryPeer<DevelopmentPlanService.DevelopmentPlanServiceClient>("development-plans");
var app = builder.Build();
app.MapService<SchoolDirectoryService>();
app.MapService<ParticipantService>();
app.MapService<WorkGroupService>();
app.MapService<RosterService>();
app.MapService<DataProtectionService>();
app.MapService<ChangeService>();
app.MapService<WebhookService>();
return await app.RunServiceAsync(args);
