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
        services.AddOptions<ClientRateOptions>().BindConfiguration("RateLimits:Client").ValidateOnStart();
        services.AddSingleton<CallRateLimiter>().AddSingleton<DatabaseFaults>();
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
}
