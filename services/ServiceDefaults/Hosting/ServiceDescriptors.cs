using System.Reflection;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Mastery.ServiceDefaults;

/// <summary>From a service's class to the contract it was generated from.</summary>
static class ServiceDescriptors
{
    public static (ServiceDescriptor Service, Assembly Contracts) Of(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                return ((ServiceDescriptor)bind.BindType.GetProperty("Descriptor",
                    BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!,
                    bind.BindType.Assembly);
            }
        }

        throw new InvalidOperationException($"{service} derives from no generated service base.");
    }
}
