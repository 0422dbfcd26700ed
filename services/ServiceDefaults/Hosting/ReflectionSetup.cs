using Grpc.Reflection;
using Mastery.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Mastery.ServiceDefaults;

/// <summary>gRPC server reflection for the whole contract, so that generic clients need no protos. It is off in
/// Production unless <c>Reflection:Enabled</c> says otherwise, and needs a token.</summary>
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
