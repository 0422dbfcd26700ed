using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Mastery.OpenApi;

/// <summary>Every operation as a request that Visual Studio, Rider and VS Code can send.</summary>
public static class HttpFile
{
    /// <summary>Where the file is kept in a checkout.</summary>
    public const string Path = "protos/mastery-services.http";

    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static readonly JsonSerializerOptions OneLine = new(Readable) { WriteIndented = false };

    /// <summary>The file of a document.</summary>
    public static string Of(OpenApiDocument document)
    {
        var text = new StringBuilder(
            """
            # Written by `dotnet run --project clients/OpenApi` from the contract: do not edit.
            # Start the suite with `dotnet run --project deploy/Local`, then send "Get a token" first.
            # Where an editor does not know answers of named requests, paste a token in place of the reference.

            @host = http://localhost:8080
            @client = local-operator
            @secret = local-only
            @token = {{login.response.body.$.access_token}}

            ### Get a token
            # @name login
            POST {{host}}/oauth2/token
            Content-Type: application/x-www-form-urlencoded

            grant_type=client_credentials&client_id={{client}}&client_secret={{secret}}

            """.ReplaceLineEndings("\n"));
        var paths = document.Paths.Where(path => path.Key.StartsWith("/v1/", StringComparison.Ordinal));
        foreach (var (path, item) in paths)
        {
            foreach (var (verb, operation) in item.Operations!)
            {
                Append(text, verb, path, operation);
            }
        }

        return text.ToString();
    }

    static void Append(StringBuilder text, HttpMethod verb, string path, OpenApiOperation operation)
    {
        text.Append("\n### ").Append(operation.Tags!.First().Name).Append(": ").Append(operation.Summary).Append('\n')
            .Append(verb.Method).Append(" {{host}}").Append(Filled(path, operation)).Append('\n')
            .Append("Authorization: Bearer {{token}}\n");
        if (operation.RequestBody?.Content?.First() is { Key: var type, Value: var body })
        {
            var isLine = type.EndsWith("ndjson", StringComparison.Ordinal);
            text.Append("Content-Type: ").Append(type).Append("\n\n").Append(Json(body.Example, isLine)).Append('\n');
        }
    }

    static string Filled(string path, OpenApiOperation operation)
    {
        var parameters = operation.Parameters ?? [];
        foreach (var parameter in parameters.Where(parameter => parameter.In == ParameterLocation.Path))
        {
            path = path.Replace($"{{{parameter.Name}}}", Text(parameter.Example), StringComparison.Ordinal);
        }

        var query = parameters
            .Where(parameter => parameter is { In: ParameterLocation.Query, Required: true })
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(Text(parameter.Example))}");
        return string.Join('&', query) is { Length: > 0 } all ? $"{path}?{all}" : path;
    }

    static string Text(JsonNode? value) => value is JsonArray items ? $"{items[0]}" : $"{value}";

    static string Json(JsonNode? value, bool isLine) =>
        value?.ToJsonString(isLine ? OneLine : Readable) ?? "{}";
}
