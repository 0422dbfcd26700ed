using Mastery.FocusCatalogue;
using Mastery.ServiceDefaults;

Documents.Register();
var builder = ServiceHost.CreateBuilder(args, "focus-catalogue");
builder.Services.AddScoped<CatalogueAccess>().AddScoped<ProjectStore>().AddScoped<FocusStore>()
    .AddScoped<CodeResolver>().AddScoped<StaleTexts>();
var app = builder.Build();
app.MapService<FocusCatalogueService>();
app.MapService<ChangeService>();
app.MapService<WebhookService>();
return await app.RunServiceAsync(args);
