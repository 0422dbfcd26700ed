using Mastery.Participants;
using Mastery.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args, "participants");
builder.Services.AddScoped<AreaStore>();
builder.Services.AddScoped<HubStore>();
builder.Services.AddScoped<SchoolStore>();
builder.Services.AddScoped<SchoolImport>();
builder.Services.AddScoped<SuccessionStore>();
builder.Services.AddScoped<SuccessionImport>();
var app = builder.Build();
app.MapService<SchoolDirectoryService>();
return await app.RunServiceAsync(args);
