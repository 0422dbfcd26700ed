using Mastery.Library;
using Mastery.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args, "library");
builder.Services.AddScoped<ShelfStore>().AddScoped<BookStore>().AddScoped<ThemeStore>();
var app = builder.Build();
app.MapService<LibraryService>();
app.MapService<ChangeService>();
app.MapService<WebhookService>();
return await app.RunServiceAsync(args);
