using System.Collections;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.Suite.Tests.Calls;

/// <summary>Writes the request of any method as HTTP and JSON, by the rules of <c>google.api.http</c>.</summary>
static partial class RestCall
{
    public static HttpRequestMessage Of(ContractRoute route, IMessage message, string? token)
    {
        var rest = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        var path = Variable().Replace(route.Template, match => Take(rest, match.Groups["field"].Value));
        var body = Body(route, rest);
        return new(new(route.Verb), new Uri(path + Query(rest), UriKind.Relative))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
        };
    }

    /// <summary>Returns a field, for example <c>plan.name</c>, and clears it, because a field in the path is not sent
    /// again.</summary>
    static string Take(IMessage message, string path)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            message = (IMessage)Field(message, name).Accessor.GetValue(message);
        }

        var field = Field(message, names[^1]);
        var value = (string)field.Accessor.GetValue(message);
        Assert.NotEqual("", value);
        field.Accessor.Clear(message);
        return string.Join('/', value.Split('/').Select(Uri.EscapeDataString));
    }

    static string? Body(ContractRoute route, IMessage message)
    {
        if (route.Body.Length == 0)
        {
            return null;
        }

        if (route.Body == "*")
        {
            var whole = JsonFormatter.Default.Format(message);
            foreach (var set in message.Descriptor.Fields.InDeclarationOrder())
            {
                set.Accessor.Clear(message);
            }

            return whole;
        }

        var field = Field(message, route.Body);
        var body = field.Accessor.GetValue(message) is IList records
            ? $"[{string.Join(',', records.Cast<IMessage>().Select(record => JsonFormatter.Default.Format(record)))}]"
            : JsonFormatter.Default.Format((IMessage)field.Accessor.GetValue(message));
        field.Accessor.Clear(message);
        return body;
    }

    /// <summary>The fields that are neither in the path nor in the body.</summary>
    static string Query(IMessage message)
    {
        var left = Left(message, "").Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}");
        return string.Join('&', left) is { Length: > 0 } query ? $"?{query}" : "";
    }

    static IEnumerable<(string Name, string Value)> Left(IMessage message, string prefix) =>
        message.Descriptor.Fields.InDeclarationOrder().SelectMany(field => field switch
        {
            { FieldType: FieldType.String or FieldType.Int32 or FieldType.Int64 } => Values(field, message)
                .Where(value => value is not ("" or "0")).Select(value => (prefix + field.JsonName, value)),
            { FieldType: FieldType.Bool } when field.Accessor.GetValue(message) is true =>
                [(prefix + field.JsonName, "true")],
            { FieldType: FieldType.Enum, IsRepeated: false } when Number(field, message) is not 0 and var number =>
                [(prefix + field.JsonName, field.EnumType.FindValueByNumber(number).Name)],
            { FieldType: FieldType.Message, IsRepeated: false, MessageType.File.Package: ['m', 'a', 's', 't', ..] }
                when field.Accessor.GetValue(message) is IMessage inner => Left(inner, $"{prefix}{field.JsonName}."),
            _ => [],
        });

    static int Number(FieldDescriptor field, IMessage message) =>
        Convert.ToInt32(field.Accessor.GetValue(message), CultureInfo.InvariantCulture);

    static IEnumerable<string> Values(FieldDescriptor field, IMessage message) =>
        field.Accessor.GetValue(message) is IList values
            ? values.Cast<object>().Select(value => $"{value}")
            : [$"{field.Accessor.GetValue(message)}"];

    static FieldDescriptor Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name);

    [GeneratedRegex(@"\{(?<field>[^=}]+)(=[^}]+)?\}")]
    private static partial Regex Variable();
}
