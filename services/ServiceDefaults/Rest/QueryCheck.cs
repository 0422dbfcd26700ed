using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>Refuses query parameters that name no field, so that a misspelt filter does not answer
/// everything.</summary>
static class QueryCheck
{
    /// <exception cref="ApiError">INVALID_ARGUMENT naming the parameter, and those that there are.</exception>
    public static void Run(IQueryCollection query, HttpRule rule, RestCall call)
    {
        List<(string Name, string Description)> violations = [];
        foreach (var (name, values) in query)
        {
            if (rule.Body == "*" || Find(call.Request, name) is not { } field || Bound(field.Path, rule))
            {
                violations.Add((Printable(name), $"is no query parameter here: {Known(call.Request, rule)}"));
                continue;
            }

            call.UsesContractNames |= name != JsonPath(call.Request, field.Path);
            if (values.Count > 1 && !field.Last.IsRepeated)
            {
                violations.Add((name, "is given more than once"));
            }

            violations.AddRange(values.Where(value => !string.IsNullOrEmpty(value))
                .Select(value => JsonFieldTypes.RefusalOfText(field.Last, value!)).OfType<string>()
                .Select(refusal => (name, refusal)));
        }

        if (violations.Count > 0)
        {
            throw ApiError.Malformed(violations);
        }
    }

    /// <summary>What may be said in the query, for a caller who wrote something else.</summary>
    static string Known(MessageDescriptor request, HttpRule rule)
    {
        string[] names = rule.Body == "*" ? [] : [.. request.Fields.InDeclarationOrder()
            .Where(field => !Bound(field.Name, rule)).Select(field => field.JsonName)];
        return names.Length == 0 ? "it takes none" : $"it takes {string.Join(", ", names)}";
    }

    static string JsonPath(MessageDescriptor request, string path)
    {
        var message = request;
        List<string> names = [];
        foreach (var part in path.Split('.'))
        {
            var field = message!.FindFieldByName(part);
            names.Add(field.JsonName);
            message = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return string.Join('.', names);
    }

    static (string Path, FieldDescriptor Last)? Find(MessageDescriptor request, string name)
    {
        var message = request;
        FieldDescriptor? field = null;
        List<string> path = [];
        foreach (var part in name.Split('.'))
        {
            field = message?.Fields.InDeclarationOrder().FirstOrDefault(candidate =>
                candidate.JsonName == part || candidate.Name == part);
            if (field is null)
            {
                return null;
            }

            path.Add(field.Name);
            message = field is { FieldType: FieldType.Message, IsRepeated: false } ? field.MessageType : null;
        }

        return (string.Join('.', path), field!);
    }

    /// <summary>Whether the body or the path already says the field.</summary>
    static bool Bound(string path, HttpRule rule) => (rule.Body.Length > 0
        && (path == rule.Body || path.StartsWith(rule.Body + ".", StringComparison.Ordinal)))
        || Template(rule).Contains($"{{{path}=", StringComparison.Ordinal)
            || Template(rule).Contains($"{{{path}}}", StringComparison.Ordinal);

    static string Template(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => rule.Get,
        HttpRule.PatternOneofCase.Put => rule.Put,
        HttpRule.PatternOneofCase.Post => rule.Post,
        HttpRule.PatternOneofCase.Delete => rule.Delete,
        HttpRule.PatternOneofCase.Patch => rule.Patch,
        _ => rule.Custom?.Path ?? "",
    };

    static string Printable(string name) => new([.. name.Take(60).Where(character => character is >= ' ' and <= '~')]);
}
