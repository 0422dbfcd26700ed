using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>What reads the change log.</summary>
static class FeedSetup
{
    public static IServiceCollection AddChangeFeed(this IServiceCollection services) => services
        .AddScoped<ChangeStore>().AddScoped<ChangeView>()
        .AddScoped(provider => new ChangeFeed(provider.GetRequiredService<CallScope>(),
            provider.GetRequiredService<ChangeStore>(), provider.GetRequiredService<ChangeView>()));
}
