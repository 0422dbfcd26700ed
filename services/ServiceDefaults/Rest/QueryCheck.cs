using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>Refuses query parameters that name no field, so that a misspelt filter does not answer
/// everything.</summary>
static class QueryCheck
{
    /// <exception cref="ApiError">INVALID_ARGUMENT naming the parameter.</exception>
    public static void Run(IQueryCollection query, MessageDescriptor request, HttpRule rule)
    {
        foreach (var (name, values) in query)
        {
            if (rule.Body == "*" || Find(request, name) is not { } field || Bound(field.Path, rule))
            {
                throw ApiError.Malformed($"There is no query parameter '{Printable(name)}' here.");
            }

            if (values.Count > 1 && !field.Last.IsRepeated)
            {
                throw ApiError.Malformed($"The query parameter '{name}' is given more than once.");
            }
        }
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
