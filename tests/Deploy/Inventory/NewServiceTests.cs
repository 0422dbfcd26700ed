using System.Text.Json;
using System.Text.Json.Nodes;
using Mastery.Deploy.Tests.Kubernetes;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Inventory;

/// <summary>A service that is added to a copy of the checkout, by its folder and one command, is everywhere.</summary>
public sealed class NewServiceTests : IDisposable
{
    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <Description>what several services hold, at one look</Description>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="../ServiceDefaults/ServiceDefaults.csproj" />
          </ItemGroup>
        </Project>
        """;

    const string Kustomization = """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        configMapGenerator:
        - name: school-overview
          options: {annotations: {config.kubernetes.io/local-config: "true"}}
        components:
        - ../../../deploy/kubernetes/base/program
        """;

    readonly SourceCopy _copy = new();

    public NewServiceTests()
    {
        _copy.Write("services/SchoolOverview/SchoolOverview.csproj", Project);
        _copy.Write("services/SchoolOverview/Program.cs", "");
        _copy.Write("services/SchoolOverview/README.md", "# School overview");
        _copy.Write("services/SchoolOverview/kubernetes/kustomization.yaml", Kustomization);
        ServiceLists.Update(_copy.Folder);
    }

    public void Dispose() => _copy.Dispose();

    static string Name(JsonObject document) => $"{document["metadata"]!["name"]}";

    [Fact]
    public void Is_in_the_inventory_without_a_database() => Assert.Contains(
        new("school-overview", "services/SchoolOverview", HasDatabase: false), ServiceProject.In(_copy.Folder));

    [Fact]
    public void Changes_generated_files_only_and_leaves_them_up_to_date()
    {
        Assert.All(ServiceLists.Of(_copy.Folder), file =>
            Assert.NotEqual(File.ReadAllText(Path.Combine(Programs.Checkout, file.Key)), file.Value));
        Assert.Empty(ServiceLists.Update(_copy.Folder));
    }

    [Fact]
    public async Task Is_built_with_the_launcher_and_in_the_solution()
    {
        var references = await _copy.RunAsync("dotnet", "msbuild", "deploy/Local", "-getItem:ProjectReference");
        var solution = await _copy.RunAsync("dotnet", "sln", "list");

        var items = JsonDocument.Parse(references).RootElement.GetProperty("Items");
        Assert.Contains(
            items.GetProperty("ProjectReference").EnumerateArray(),
            reference => reference.GetProperty("Filename").GetString() == "SchoolOverview");
        Assert.Contains("services/SchoolOverview/SchoolOverview.csproj", solution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_deployed_without_a_migration_and_known_to_the_others()
    {
        Assert.SkipWhen(Manifests.Kubectl is null, Manifests.Missing);

        var documents = StrictYaml.Read(await _copy.RunAsync(
            Manifests.Kubectl!, "kustomize", "deploy/kubernetes/overlays/local"));

        Assert.Equal(
            ["Deployment", "NetworkPolicy", "PodDisruptionBudget", "Service", "ServiceAccount"],
            documents.Where(document => Name(document).StartsWith("school-overview", StringComparison.Ordinal))
                .Select(document => $"{document["kind"]}").Order(StringComparer.Ordinal));
        var settings = documents.Single(document => $"{document["kind"]}" == "ConfigMap")["data"]!;
        Assert.Equal("http://school-overview:8080", $"{settings["Services__school-overview"]}");
    }
}
