using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;

namespace Mastery.Deploy.Tests.Kubernetes;

public sealed class SchemaTests(Manifests manifests) : IClassFixture<Manifests>
{
    [Fact]
    public void Every_document_is_what_kubernetes_knows()
    {
        var problems = manifests.Documents.Select(Problem).OfType<string>();

        Assert.Empty(problems);
        Assert.NotEmpty(manifests.Documents);
    }

    [Fact]
    public void Nothing_is_left_of_the_pattern_that_services_are_made_from() =>
        Assert.DoesNotContain(
            manifests.Documents, document => document.ToJsonString().Contains("SERVICE", StringComparison.Ordinal));

    [Fact]
    public void Everything_is_in_the_namespace_and_said_once()
    {
        var names = manifests.Documents
            .Select(document => $"{document["kind"]}/{document["metadata"]!["name"]}")
            .ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.All(
            manifests.Documents.Where(document => document["kind"]!.ToString() != "Namespace"),
            document => Assert.Equal("mastery-services", document["metadata"]!["namespace"]!.ToString()));
    }

    // The check itself is checked: each of these is refused by the API server.
    [Theory]
    [InlineData("spec/replica", "2")]
    [InlineData("spec/replicas", "\"2\"")]
    [InlineData("spec/template/spec/containers/0/readinessProb", "{}")]
    [InlineData("spec/template/spec/containers/0/env/0/value", "8080")]
    [InlineData("spec/template/spec/containers/0/env/0/valueForm", "{}")]
    [InlineData("spec/template/spec/securityContext/runAsNonRoot", "\"yes\"")]
    [InlineData("spec/template/spec/securityContext/fsGroup", "1.5")]
    public void The_check_notices_an_unknown_field_and_a_value_of_another_type(string path, string json)
    {
        var document = manifests.Documents
            .First(document => Manifests.TypeOf(document) == typeof(V1Deployment))
            .DeepClone()
            .AsObject();
        JsonNode parent = document;
        var steps = path.Split('/');
        foreach (var step in steps[..^1])
        {
            parent = int.TryParse(step, out var index) ? parent[index]! : parent[step]!;
        }

        parent[steps[^1]] = JsonNode.Parse(json);

        Assert.NotNull(Problem(document));
    }

    static string? Problem(JsonObject document)
    {
        try
        {
            Manifests.Read(document);
            return null;
        }
        catch (JsonException problem)
        {
            return $"{document["kind"]}/{document["metadata"]!["name"]}: {problem.Message}";
        }
    }
}
