using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

/// <summary>Asserts that a call was refused in the one form every refusal has.</summary>
public static class Refused
{
    const string Domain = "mastery-services";

    /// <summary>Fails unless the call is refused with this code and this reason.</summary>
    /// <param name="code">The canonical code.</param>
    /// <param name="reason">The reason in its <c>ErrorInfo</c>.</param>
    /// <param name="call">The call, awaited here.</param>
    /// <returns>The whole refusal, for its other details.</returns>
    public static async Task<Google.Rpc.Status> WithAsync(StatusCode code, ErrorReason reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(code == refusal.StatusCode, $"Expected {code} {reason}, got {refusal.Status}");
        var status = refusal.GetRpcStatus();
        Assert.True(status is not null, $"No google.rpc.Status with {refusal.Status}");
        var info = status.GetDetail<ErrorInfo>();
        Assert.NotNull(info);
        Assert.Equal((Domain, Text(reason)), (info.Domain, info.Reason));
        if (reason == ErrorReason.WrongState)
        {
            SaysTheStates(info);
        }

        return status;
    }

    /// <summary>Fails unless the call is refused because of a field of its request.</summary>
    /// <param name="field">The path of the field; any when null.</param>
    /// <param name="call">The call, awaited here.</param>
    public static async Task ForFieldAsync(string? field, Func<Task> call)
    {
        var status = await WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField, call);
        var violations = status.GetDetail<BadRequest>()?.FieldViolations ?? [];
        Assert.NotEmpty(violations);
        if (field is not null)
        {
            Assert.Contains(field, violations.Select(violation => violation.Field));
        }
    }

    static void SaysTheStates(ErrorInfo info)
    {
        var (state, allowed) = (info.Metadata["state"], info.Metadata["allowed_states"].Split(','));
        Assert.All(allowed.Append(state), text => Assert.Matches("^[A-Z_]+$", text));
        Assert.DoesNotContain(state, allowed);
    }

    static string Text(ErrorReason reason) =>
        ErrorReasonReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ErrorReason))
            .FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];
}
