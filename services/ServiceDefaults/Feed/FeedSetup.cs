using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>What reads the change log.</summary>
static class FeedSetup
{
    /// <summary>What bounds streams of changes, also those of a service that has no log of its own.</summary>
    public static IServiceCollection AddFeedSessions(this IServiceCollection services)
    {
        services.AddOptions<FeedOptions>().BindConfiguration("Feed").ValidateOnStart()
            .Validate(
                feed => feed.BookmarkInterval > TimeSpan.Zero && feed.BookmarkInterval <= FeedOptions.LongestSilence,
                "Feed:BookmarkInterval must be above 0 and at most 20 s: proxies end streams that are silent.")
            .Validate(
                feed => feed.PollInterval > TimeSpan.Zero && feed.MaxAge > TimeSpan.Zero && feed.StreamsPerClient > 0,
                "Feed:PollInterval, Feed:MaxAge and Feed:StreamsPerClient must be above 0.");
        return services.AddSingleton<FeedStreams>().AddScoped(provider => new FeedSessions(
            provider.GetRequiredService<CallScope>(), provider.GetRequiredService<FeedStreams>(),
            provider.GetRequiredService<Drain>(), provider.GetRequiredService<IOptions<FeedOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    public static IServiceCollection AddChangeFeed(this IServiceCollection services)
    {
        services.AddSingleton<FeedPoller>()
            .AddHostedService(provider => provider.GetRequiredService<FeedPoller>());
        return services.AddScoped<ChangeStore>().AddScoped<ChangeView>().AddScoped<ChangeWatcher>()
            .AddScoped<ChangeVerification>()
            .AddScoped(provider => new ChangeFeed(provider.GetRequiredService<CallScope>(),
                provider.GetRequiredService<ChangeStore>(), provider.GetRequiredService<ChangeView>(),
                provider.GetRequiredService<ChangeWatcher>(), provider.GetRequiredService<ChangeVerification>()))
            .AddScoped(provider => new PersonData(provider.GetRequiredService<CallScope>(),
                provider.GetRequiredService<ChangeStore>(), provider.GetRequiredService<DbSession>()));
    }
}
