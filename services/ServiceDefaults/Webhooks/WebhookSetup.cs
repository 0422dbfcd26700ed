using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>What manages webhooks and delivers to them.</summary>
static class WebhookSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptions.Validation>();
        services.TryAddSingleton<HostResolver>(Dns.GetHostAddressesAsync);
        services.TryAddSingleton<IClientRightsSource, AccessClientRights>();
        services.AddSingleton<WebhookCollection>().AddSingleton<WebhookSecrets>().AddSingleton<WebhookQueue>()
            .AddSingleton<WebhookReader>().AddSingleton<WebhookOwners>().AddSingleton<WebhookSender>()
            .AddSingleton<WebhookMetrics>().AddSingleton<WebhookDelivery>().AddSingleton<WebhookWorker>()
            .AddHostedService(provider => provider.GetRequiredService<WebhookWorker>())
            .AddHostedService<DeadLetterExpiry>();
        return services.AddScoped<WebhookStore>().AddScoped(provider => new WebhookApi(
            provider.GetRequiredService<CallScope>(), provider.GetRequiredService<WebhookStore>(),
            provider.GetRequiredService<WebhookCollection>(), provider.GetRequiredService<WebhookSecrets>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>(), provider.GetRequiredService<TimeProvider>()));
    }
}
