using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

/// <summary>Every method of a service requires each scope that its contract states.</summary>
/// <param name="fixture">The service, shared by the class.</param>
/// <param name="package">The package of its contract.</param>
public abstract class MethodScopes(ServiceFixture fixture, string package)
{
    [Fact]
    public async Task Each_is_required()
    {
        foreach (var method in ContractIndex.Methods.Where(method => method.Descriptor.File.Package == package))
        {
            foreach (var scope in method.Scopes)
            {
                var token = new Token { Scopes = [.. ContractScopes.All.Where(other => other != scope)] };
                var refusal = await Refused.WithAsync(
                    StatusCode.PermissionDenied, ErrorReason.ScopeMissing, () => CallAsync(method.Descriptor, token));

                Assert.True(
                    refusal.GetDetail<ErrorInfo>().Metadata["scope"] == scope,
                    $"{method} without {scope}: {refusal.Message}");
            }
        }
    }

    [Fact]
    public async Task A_token_is_asked_for()
    {
        foreach (var method in ContractIndex.Methods.Where(method => method.Descriptor.File.Package == package))
        {
            await Refused.WithAsync(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, () => MethodCall.SendAsync(
                fixture.Service.Channel(null).CreateCallInvoker(),
                method.Descriptor,
                Messages.Empty(method.Descriptor.InputType)));
        }
    }

    Task<IMessage> CallAsync(MethodDescriptor method, Token token) => ResourceContract.CallAsync(
        fixture.Service.Channel(TestIssuer.Sign(token)), method, Messages.Empty(method.InputType));
}
