using System.Text;
using Google.Rpc;
using Grpc.Core;

namespace Mastery.Clients;

/// <summary>A failed call with the details of its status, for people and programs.</summary>
/// <param name="Code">The canonical code.</param>
/// <param name="Reason">
/// The reason, a value of <c>mastery.errors.v1.ErrorReason</c> without its prefix, for example <c>WRONG_STATE</c>;
/// empty when the failure is not from the suite, for example a refused connection.</param>
/// <param name="Message">What went wrong, in a sentence.</param>
public sealed record MasteryError(StatusCode Code, string Reason, string Message)
{
    /// <summary>The values that the reason's comment in the contract lists, such as <c>scope</c> or
    /// <c>trace_id</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Each invalid field, or each condition that is not met.</summary>
    public IReadOnlyList<MasteryViolation> Violations { get; init; } = [];

    /// <summary>The resource that it is about; empty when it is about none.</summary>
    public string Resource { get; init; } = "";

    /// <summary>How long to wait before a retry; null when the error does not say.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>The message, and each violation on a line of its own.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Message);
        foreach (var violation in Violations)
        {
            text.Append('\n').Append("  - ").Append(violation);
        }

        return text.ToString();
    }

    internal static MasteryError Of(RpcException exception)
    {
        var status = exception.GetRpcStatus();
        var info = status?.GetDetail<ErrorInfo>();
        return new(exception.StatusCode, info?.Reason ?? "", status?.Message ?? exception.Status.Detail)
        {
            Metadata = info is null ? new Dictionary<string, string>() : new Dictionary<string, string>(info.Metadata),
            Violations = [.. InvalidFields(status), .. FailedPreconditions(status)],
            Resource = status?.GetDetail<ResourceInfo>()?.ResourceName ?? "",
            RetryDelay = status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
        };
    }

    static IEnumerable<MasteryViolation> InvalidFields(Google.Rpc.Status? status) =>
        status?.GetDetail<BadRequest>()?.FieldViolations.Select(
            field => new MasteryViolation("FIELD", field.Field, field.Description))
            ?? [];

    static IEnumerable<MasteryViolation> FailedPreconditions(Google.Rpc.Status? status) =>
        status?.GetDetail<PreconditionFailure>()?.Violations.Select(condition =>
            new MasteryViolation(condition.Type, condition.Subject, condition.Description)) ?? [];
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Type">The kind: <c>FIELD</c>, or the condition's type such as <c>STATE</c>.</param>
/// <param name="Subject">What it is about: the field's path in the request, or a resource name.</param>
/// <param name="Description">What is wrong, and what to do.</param>
public sealed record MasteryViolation(string Type, string Subject, string Description)
{
    /// <summary>Subject and description.</summary>
    public override string ToString() => Subject.Length > 0 ? $"{Subject}: {Description}" : Description;
}

/// <summary>Makes failed calls readable.</summary>
public static class MasteryErrors
{
    /// <summary>Reads the exception's details. Never fails: an exception without details has its code and
    /// message.</summary>
    /// <param name="exception">A failed call.</param>
    public static MasteryError ToMasteryError(this RpcException exception) => MasteryError.Of(exception);
}
