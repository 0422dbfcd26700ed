using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Mastery.Contracts;

namespace Mastery.Suite.Tests.Documented;

/// <summary>The committed OpenAPI document, as these tests read it.</summary>
static class ApiDocument
{
    const string Otherwise = "default";

    /// <summary>Headers of answers that do not always have them.</summary>
    static readonly string[] Optional = ["Retry-After", "Link"];

    static readonly JsonObject Document = Read();

    static readonly BuildOptions Registry = Register();

    /// <summary>Every operation.</summary>
    public static IReadOnlyList<DocumentedOperation> Operations { get; } =
    [
        .. Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => new DocumentedOperation(
                operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()))),
    ];

    /// <summary>The operation of an id.</summary>
    public static DocumentedOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    /// <summary>Every operation of the contract with each status that it states.</summary>
    public static TheoryData<string, int> Statuses(Func<int, bool> wanted) =>
    [
        .. Operations.Where(operation => operation.Method is not null)
            .SelectMany(operation => operation.Statuses.Where(wanted).Select(status => (operation.Id, status))),
    ];

    /// <summary>Fails unless the answer is as the operation states for its status: headers and body.</summary>
    public static async Task<JsonElement> CheckAsync(DocumentedOperation operation, HttpResponseMessage answer)
    {
        var responses = operation.Node["responses"]!.AsObject();
        var response = Resolve(responses[$"{(int)answer.StatusCode}"] ?? responses[Otherwise]
            ?? throw new InvalidOperationException($"{operation.Id} does not state {(int)answer.StatusCode}."));
        var headers = response["headers"]?.AsObject().Select(header => header.Key) ?? [];
        Assert.All(headers.Except(Optional), header => Assert.True(
            answer.Headers.Contains(header), $"{operation.Id} answers {answer.StatusCode} without {header}"));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (response["content"]?[answer.Content.Headers.ContentType?.MediaType ?? ""]?["schema"] is not { } schema)
        {
            Assert.True(response["content"] is null && text.Length == 0, $"{operation.Id}: no schema for {text}");
            return default;
        }

        var body = answer.Content.Headers.ContentType!.MediaType!.StartsWith("text/", StringComparison.Ordinal)
            ? JsonSerializer.SerializeToElement(text)
            : JsonDocument.Parse(text).RootElement;
        var result = Build(schema).Evaluate(body, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, $"{operation.Id} answers {(int)answer.StatusCode} {text}\n" + string.Join('\n',
            result.Details!.Where(detail => detail.Errors is not null).Select(detail =>
                $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
        return body;
    }

    /// <summary>The schema and the example of the body of a request.</summary>
    public static IEnumerable<(JsonSchema Schema, JsonElement Example)> Bodies(DocumentedOperation operation) =>
        (operation.Node["requestBody"]?["content"]?.AsObject() ?? [])
            .Where(content => content.Value!["example"] is not null)
            .Select(content => (
                Build(content.Value!["schema"]!), JsonSerializer.SerializeToElement(content.Value["example"])));

    /// <summary>The properties of the body of a request, with what a reference leads to in its place.</summary>
    public static IEnumerable<(string Name, JsonObject Schema)> Properties(DocumentedOperation operation) =>
        Body(operation)?["properties"]?.AsObject()
            .Select(property => (property.Key, Resolve(property.Value!))) ?? [];

    /// <summary>Whether the body of a request must have a property.</summary>
    public static bool IsRequired(DocumentedOperation operation, string property) =>
        Body(operation)?["required"]?.AsArray().Any(name => $"{name}" == property) ?? false;

    static JsonObject? Body(DocumentedOperation operation) =>
        operation.Node["requestBody"]?["content"]?.AsObject().First().Value!["schema"] is { } schema
            ? Resolve(schema)
            : null;

    static JsonObject Resolve(JsonNode node) => node["$ref"] is { } reference
        ? $"{reference}".Split('/')[1..].Aggregate((JsonNode)Document, (found, part) => found[part]!).AsObject()
        : node.AsObject();

    static JsonSchema Build(JsonNode schema) => JsonSchema.FromText(
        schema.ToJsonString().Replace("#/components/schemas/", "mastery:schemas#/$defs/", StringComparison.Ordinal),
        Registry);

    static BuildOptions Register()
    {
        var options = new BuildOptions { SchemaRegistry = new() };
        var schemas = new JsonObject
        {
            ["$id"] = "mastery:schemas",
            ["$defs"] = Document["components"]!["schemas"]!.DeepClone(),
        };
        JsonSchema.FromText(
            schemas.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal), options);
        return options;
    }

    static JsonObject Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}

/// <summary>An operation of the document.</summary>
sealed record DocumentedOperation(string Verb, string Path, JsonObject Node)
{
    public string Id => $"{Node["operationId"]}";

    /// <summary>The statuses that it states, but for the one that stands for all others.</summary>
    public IEnumerable<int> Statuses => Node["responses"]!.AsObject()
        .Where(response => char.IsAsciiDigit(response.Key[0])).Select(response => int.Parse(response.Key, null));

    /// <summary>The method of the contract that its description names; null for what is served beside the
    /// contract.</summary>
    public ContractMethod? Method => ContractIndex.Methods.SingleOrDefault(method =>
        $"{Node["description"]}".Contains($"`{method.Path[1..]}`", StringComparison.Ordinal));

    /// <summary>The form of the method that it is.</summary>
    public ContractRoute Route => Method!.Routes.Single(route => route.Verb == Verb
        && route.Segments.Count == Path.Count(character => character == '/'));
}
