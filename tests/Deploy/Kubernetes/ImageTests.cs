using System.Diagnostics;
using System.Text.Json.Nodes;
using k8s.Models;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Kubernetes;

public sealed class ImageTests(Manifests manifests) : IClassFixture<Manifests>
{
    [Fact]
    public async Task Manifests_name_the_images_that_publishing_makes()
    {
        var projects = Programs.Services.Select(service => (service.Name, service.Project))
            .Append((Name: "gateway", Project: "gateway"));

        var made = await Task.WhenAll(
            projects.Select(async project => (project.Name, Image: await ImageAsync(project.Project))));

        foreach (var (name, image) in made)
        {
            Assert.Equal(image, Images(name).Distinct().Single());
        }
    }

    IEnumerable<string> Images(string program) =>
        manifests.All<V1Deployment>().Select(deployment => (deployment.Metadata, deployment.Spec.Template))
            .Concat(manifests.All<V1Job>().Select(job => (job.Metadata, job.Spec.Template)))
            .Where(owner => owner.Metadata.Labels["app.kubernetes.io/name"] == program)
            .Select(owner => owner.Template.Spec.Containers[0].Image);

    static async Task<string> ImageAsync(string folder)
    {
        var project = Directory.GetFiles(Path.Combine(Programs.Checkout, folder), "*.csproj").Single();
        string[] arguments = ["msbuild", project, "-getProperty:ContainerRepository,ContainerImageTag,ContainerFamily"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var properties = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync())!["Properties"]!;
        Assert.Equal("noble-chiseled-extra", properties["ContainerFamily"]!.ToString());
        return $"{properties["ContainerRepository"]}:{properties["ContainerImageTag"]}";
    }
}
