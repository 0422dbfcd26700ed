using Mastery.DevelopmentPlans.Changes.V1;
using Mastery.FocusCatalogue.Changes.V1;
using Mastery.Overview;
using Mastery.Participants.Changes.V1;
using Mastery.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args, "overview")
    .AddMasteryPeer<ParticipantsChangeService.ParticipantsChangeServiceClient>("participants")
    .AddMasteryPeer<PlanChangeService.PlanChangeServiceClient>("development-plans")
    .AddMasteryPeer<CatalogueChangeService.CatalogueChangeServiceClient>("focus-catalogue");
builder.Services.AddSingleton<HubFeeds>().AddScoped<HubWatcher>();
var app = builder.Build();
app.MapService<OverviewService>();
return await app.RunServiceAsync(args);
