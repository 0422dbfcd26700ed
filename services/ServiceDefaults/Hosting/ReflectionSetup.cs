using Grpc.Reflection;
using Mastery.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Mastery.ServiceDefaults;

/// <summary>gRPC server reflection for the whole contract, so that generic clients need no protos. It is never
/// on in Production, elsewhere unless <c>Reflection:Enabled</c> says otherwise, and needs a token.</summary>
static class ReflectionSetup
{
    /// <summary>The scope that a caller needs: what every client of the suite may read.</summary>
    public const string Scope = "catalogue.read";

    /// <summary>The paths of its methods.</summary>
    public const string Prefix = "/grpc.reflection.";

    public static IServiceCollection AddReflection(this IServiceCollection services)
    {
        ServiceDescriptor[] described =
        [
            .. ContractIndex.Services,
            Grpc.Health.V1.Health.Descriptor,
            Grpc.Reflection.V1.ServerReflection.Descriptor,
            Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
        ];
        services.AddOptions<ReflectionOptions>().BindConfiguration("Reflection").ValidateOnStart()
            .Validate<IHostEnvironment>(
                (reflection, environment) => reflection.Enabled is not true || !environment.IsProduction(),
                "Reflection:Enabled is true: in Production no service describes itself. Leave it out.");
        return services.AddSingleton(new ReflectionServiceImpl(described))
            .AddSingleton(new ReflectionV1ServiceImpl(described));
    }

    public static void MapReflection(this WebApplication app)
    {
        if (app.Configuration.GetValue("Reflection:Enabled", !app.Environment.IsProduction()))
        {
            app.MapGrpcService<ReflectionServiceImpl>();
            app.MapGrpcService<ReflectionV1ServiceImpl>();
        }
    }
}

/// <summary>Whether reflection is served: the section <c>Reflection</c>.</summary>
sealed class ReflectionOptions
{
    /// <summary>Served or not; when unset, where the environment is not Production.</summary>
    public bool? Enabled { get; set; }
}
