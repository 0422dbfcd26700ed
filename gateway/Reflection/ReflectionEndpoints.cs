using Grpc.Reflection;
using Mastery.Contracts;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Mastery.Gateway.Reflection;

/// <summary>gRPC server reflection for the whole contract, so that generic clients need no protos.</summary>
static class ReflectionEndpoints
{
    static readonly ServiceDescriptor[] Services =
    [
        .. ContractIndex.Services,
        Grpc.Health.V1.Health.Descriptor,
        Grpc.Reflection.V1.ServerReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    public static void AddReflection(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(grpc => grpc.IgnoreUnknownServices = true);
        builder.Services.AddSingleton(new ReflectionServiceImpl(Services));
        builder.Services.AddSingleton(new ReflectionV1ServiceImpl(Services));
    }

    public static void MapReflection(this WebApplication app)
    {
        app.MapGrpcService<ReflectionServiceImpl>();
        app.MapGrpcService<ReflectionV1ServiceImpl>();
    }
}
