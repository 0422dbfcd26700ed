using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>From a call to what the pipeline keeps of it.</summary>
static class ServerCalls
{
    public static CallScope Call(this ServerCallContext context) =>
        context.GetHttpContext().RequestServices.GetRequiredService<CallScope>();
}
