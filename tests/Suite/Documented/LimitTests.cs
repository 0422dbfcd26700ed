using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Documented;

/// <summary>The limits that the document states for the fields of bodies are those of the services: what is outside is
/// refused, and the refusal names the field.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class LimitTests(RunningSuite suite, SeededHubs hubs)
{
    public static TheoryData<string, string, string> Limits { get; } =
    [
        // The records of a stream are rejected one by one.
        .. ApiDocument.Operations.Where(operation => operation.Method is { TakesStreamedBody: false })
            .SelectMany(operation => ApiDocument.Properties(operation).SelectMany(property =>
                Keywords(operation, property).Select(keyword => (operation.Id, property.Name, keyword)))),
    ];

    [Theory, MemberData(nameof(Limits))]
    public async Task Refuses_what_is_outside(string id, string property, string keyword)
    {
        var operation = ApiDocument.Operation(id);
        var schema = ApiDocument.Properties(operation).Single(found => found.Name == property).Schema;
        // A version that is not the present one: nothing is changed in any case.
        var message = hubs.One.Requests.For(operation.Method!.Descriptor, "\"stale\"");
        using var request = RestCall.Of(operation.Route, message, suite.Tokens.Sign());
        var body = JsonNode.Parse(
            await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        body[property] = Outside(schema, keyword);
        request.Content = JsonContent.Create(body);

        using var answer = await suite.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(HttpStatusCode.BadRequest == answer.StatusCode, $"{request.RequestUri}: {body}: {text}");
        var fields = JsonNode.Parse(text)!["details"]!.AsArray().SelectMany(detail =>
            detail!["fieldViolations"]?.AsArray().Select(violation => $"{violation!["field"]}") ?? []);
        Assert.True(fields.Any(field => field.StartsWith(property, StringComparison.Ordinal)), text);
    }

    [Fact]
    public void There_are_limits_to_test() => Assert.True(Limits.Count > 100, $"{Limits.Count}");

    /// <summary>What a schema limits, as far as one value can be outside.</summary>
    static IEnumerable<string> Keywords(DocumentedOperation operation, (string Name, JsonObject Schema) property)
    {
        var (name, schema) = property;
        if (schema["readOnly"] is not null)
        {
            yield break;
        }

        // The zero of a number or flag is a value: only what can be empty can be missing.
        if (ApiDocument.IsRequired(operation, name) && $"{schema["type"]}" is "string" or "array" or "object")
        {
            yield return "required";
        }

        foreach (var keyword in new[] { "maxLength", "pattern", "maxItems" })
        {
            if (schema[keyword] is not null && schema["enum"] is null)
            {
                yield return keyword;
            }
        }

        if (schema["maximum"] is { } most && most.GetValue<double>() is not (int.MaxValue or 1e15))
        {
            yield return "maximum";
        }
    }

    static JsonNode? Outside(JsonObject schema, string keyword) => keyword switch
    {
        "maxLength" => new string('x', schema["maxLength"]!.GetValue<int>() + 1),
        "pattern" => "§",
        "maximum" => schema["maximum"]!.GetValue<double>() + 1,
        "maxItems" => new JsonArray([.. Enumerable.Range(0, schema["maxItems"]!.GetValue<int>() + 1)
            .Select(_ => $"{schema["items"]!["type"]}" is "string" ? (JsonNode)"x" : new JsonObject())]),
        _ => null,
    };
}
