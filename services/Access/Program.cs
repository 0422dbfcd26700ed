using Mastery.Access;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args, "access");
builder.AddMasteryPeer<SchoolDirectoryService.SchoolDirectoryServiceClient>("participants");
builder.Services.AddScoped<ApiClientStore>().AddScoped<GrantStore>().AddScoped<CallerRights>().AddTokenServer()
    .AddSingleton<ClientUses>().AddHostedService(provider => provider.GetRequiredService<ClientUses>())
    .AddSingleton<IRevocationSource, ClientRevocations>();
var app = builder.Build();
app.MapService<AccessService>();
app.MapService<ChangeService>();
ClientRevocations.Map(app);
ClientRightsEndpoint.Map(app);
return await app.RunServiceAsync(args, LocalClients.Verb, Bootstrap.Verb);
