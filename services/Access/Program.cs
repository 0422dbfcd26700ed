using Mastery.Access;
using Mastery.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args, "access");
builder.Services.AddScoped<ApiClientStore>().AddTokenServer();
return await builder.Build().RunServiceAsync(args, LocalClients.Verb);
