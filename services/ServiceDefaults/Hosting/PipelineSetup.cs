using Mastery.Contracts;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>The interceptors, in the order in which a call meets them.</summary>
static class PipelineSetup
{
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton<ContractRegistry>().AddSingleton<ErrorInterceptor>().AddSingleton<AccessInterceptor>()
            .AddSingleton<RestInterceptor>().AddSingleton<ContractInterceptor>()
            .AddSingleton<UnitOfWorkInterceptor>().AddSingleton<SpoolBudget>();
        services.AddOptions<StreamOptions>().BindConfiguration("Streams").ValidateOnStart().Validate(
            streams => streams.IdleTimeout > TimeSpan.Zero && streams is
            {
                MinBytesPerSecond: > 0, MemoryBytes: >= 0, MaxBytes: > 0, MaxTotalBytes: > 0,
            },
            "The settings of Streams must be above zero; Streams:MemoryBytes may be zero.");
        services.AddCallRates().AddSingleton<DatabaseFaults>();
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = Limits.MessageBytes;
            options.MaxSendMessageSize = null;
            options.EnableDetailedErrors = false;
            options.Interceptors.Add<ErrorInterceptor>();
            options.Interceptors.Add<AccessInterceptor>();
            options.Interceptors.Add<RestInterceptor>();
            options.Interceptors.Add<ContractInterceptor>();
            options.Interceptors.Add<UnitOfWorkInterceptor>();
        }).AddJsonTranscoding(options =>
        {
            options.TypeRegistry = ErrorStatus.Types;
            options.JsonSettings = new GrpcJsonSettings { WriteInt64sAsStrings = true };
        });
        return services;
    }

    static IServiceCollection AddCallRates(this IServiceCollection services)
    {
        const string Rule = "TokenLimit, TokensPerPeriod and ReplenishmentPeriod must be above zero.";
        services.AddOptions<CallRateOptions>(CallRateOptions.Client).BindConfiguration("RateLimits:Client")
            .ValidateOnStart().Validate(rate => rate.IsValid, $"RateLimits:Client: {Rule}");
        // As much as two clients that call as often as they may.
        services.AddOptions<CallRateOptions>(CallRateOptions.Hub)
            .Configure(rate => (rate.TokenLimit, rate.TokensPerPeriod) = (20_000, 4_000))
            .BindConfiguration("RateLimits:Hub")
            .ValidateOnStart().Validate(rate => rate.IsValid, $"RateLimits:Hub: {Rule}");
        return services.AddSingleton<CallRateLimiter>();
    }
}
