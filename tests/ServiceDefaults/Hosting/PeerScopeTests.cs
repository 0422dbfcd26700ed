using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>What a method asks of a peer in the caller's name, its contract states.</summary>
public sealed class PeerScopeTests
{
    static readonly Method<GetProjectRequest, Project> GetProject = new(
        MethodType.Unary,
        FocusCatalogueService.Descriptor.FullName,
        nameof(GetProject),
        Marshallers.Create(message => message.ToByteArray(), GetProjectRequest.Parser.ParseFrom),
        Marshallers.Create(message => message.ToByteArray(), Project.Parser.ParseFrom));

    [Theory]
    [InlineData(nameof(WorkGroupService.WorkGroupServiceBase.CreateWorkGroup), true)]
    [InlineData(nameof(WorkGroupService.WorkGroupServiceBase.UpdateWorkGroup), false)]
    public void Is_asked_for_by_a_method_that_states_it(string method, bool states)
    {
        var call = new CallScope
        {
            Contract = MethodContract.Of(WorkGroupService.Descriptor.FindMethodByName(method)),
        };

        var failure = Record.Exception(() => Ask(call));

        Assert.Equal(states, failure is null);
        Assert.True(failure is null or InvalidOperationException, failure?.ToString());
    }

    static void Ask(CallScope call)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddSingleton(call).BuildServiceProvider(),
        };
        // In a call the service's own identity is not asked.
        new PeerInterceptor(
            new HttpContextAccessor { HttpContext = http }, identity: null!, TimeProvider.System, "focus-catalogue")
            .AsyncUnaryCall(
                new GetProjectRequest(),
                new ClientInterceptorContext<GetProjectRequest, Project>(GetProject, null, default),
                (_, _) => new AsyncUnaryCall<Project>(
                    Task.FromResult(new Project()),
                    Task.FromResult(Metadata.Empty),
                    () => Status.DefaultSuccess,
                    () => [],
                    () => { }));
    }
}
