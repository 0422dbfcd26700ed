using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Mastery.ServiceDefaults;

/// <summary>Names the fields of an error as a REST caller writes them: <c>shelf.display_name</c> is <c>displayName</c>
/// where the body is the shelf.</summary>
static class RestFieldNames
{
    /// <summary>The error with the fields of its details and of its message renamed.</summary>
    public static Google.Rpc.Status Apply(Google.Rpc.Status error, RestCall call)
    {
        if (error.GetDetail<BadRequest>() is not { FieldViolations.Count: > 0 } request)
        {
            return error;
        }

        var renamed = error.Clone();
        foreach (var violation in request.FieldViolations.OrderByDescending(violation => violation.Field.Length))
        {
            var field = Of(violation.Field, call);
            renamed.Message = renamed.Message.Replace($"{violation.Field}: ", $"{field}: ", StringComparison.Ordinal);
            violation.Field = field;
        }

        var index = renamed.Details.ToList().FindIndex(detail => detail.Is(BadRequest.Descriptor));
        renamed.Details[index] = Any.Pack(request);
        return renamed;
    }

    static string Of(string path, RestCall call)
    {
        var parts = path.Split('.');
        var message = call.Request;
        for (var index = 0; index < parts.Length && message is not null; index++)
        {
            var name = parts[index].Split('[')[0];
            var field = message.FindFieldByName(name);
            if (field is not null && !call.UsesContractNames)
            {
                parts[index] = field.JsonName + parts[index][name.Length..];
            }

            message = field is { FieldType: FieldType.Message } ? field.MessageType : null;
        }

        var isInBody = parts.Length > 1 && path.StartsWith(call.Body + ".", StringComparison.Ordinal);
        return string.Join('.', isInBody ? parts[1..] : parts);
    }
}
