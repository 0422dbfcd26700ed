using Mastery.Access;
using Mastery.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args, "access");
if (args is [LocalClients.Verb, ..])
{
    return await LocalClients.SeedAsync(builder.Configuration);
}

builder.Services.AddScoped<ApiClientStore>().AddTokenServer();
return await builder.Build().RunServiceAsync(args);
