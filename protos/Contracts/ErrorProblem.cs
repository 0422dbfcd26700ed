using System.Text.Json.Nodes;
using Google.Rpc;

namespace Mastery.Contracts;

/// <summary>An error as a problem of RFC 9457, with the canonical code, the reason of the error catalogue and the
/// details as extension members.</summary>
static class ErrorProblem
{
    /// <summary>The media type of problems.</summary>
    public const string MediaType = "application/problem+json";

    const string TypePrefix = "urn:mastery-services:error:";

    /// <summary>The members of the problem.</summary>
    /// <param name="status">The error.</param>
    /// <param name="httpStatus">The HTTP status that it is answered with.</param>
    /// <param name="details">The details in their JSON form.</param>
    public static JsonObject Of(Google.Rpc.Status status, int httpStatus, JsonNode? details)
    {
        var reason = status.GetDetail<ErrorInfo>()?.Reason ?? "";
        var problem = new JsonObject
        {
            ["type"] = TypePrefix + reason,
            ["title"] = Title(reason),
            ["status"] = httpStatus,
            ["detail"] = status.Message,
            ["code"] = ErrorStatus.CodeName(status),
            ["reason"] = reason,
        };
        if (status.GetDetail<BadRequest>() is { FieldViolations.Count: > 0 } request)
        {
            problem["errors"] = new JsonArray([.. request.FieldViolations.Select(violation => new JsonObject
            {
                ["field"] = violation.Field,
                ["detail"] = violation.Description,
            })]);
        }

        problem["details"] = details?.DeepClone() ?? new JsonArray();
        return problem;
    }

    /// <summary><c>INVALID_FIELD</c> is "Invalid field".</summary>
    static string Title(string reason) =>
        reason.Length == 0 ? reason : reason[0] + reason[1..].Replace('_', ' ').ToLowerInvariant();
}
