using System.Diagnostics;
using System.Text.Json.Nodes;
using k8s.Models;
using Mastery.Deploy.Tests.Kubernetes;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Connector;

/// <summary>The examples of how a trust runs its connector.</summary>
public sealed class ConnectorExampleTests
{
    static readonly string Folder = Path.Combine(Programs.Checkout, "deploy", "connector");

    [Fact]
    public async Task The_cron_job_is_what_kubernetes_knows_and_restricted()
    {
        var documents = await RenderAsync();

        var job = documents.Select(Manifests.Read).OfType<V1CronJob>().Single();
        Assert.Equal(3, documents.Count);
        Assert.Equal(("Europe/London", "Forbid"), (job.Spec.TimeZone, job.Spec.ConcurrencyPolicy));
        var pod = job.Spec.JobTemplate.Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.Null(container.Env);
    }

    [Fact]
    public async Task The_cron_job_mounts_all_that_it_is_told_to_read_and_write()
    {
        var documents = await RenderAsync();

        var job = documents.Select(Manifests.Read).OfType<V1CronJob>().Single();
        var config = documents.Select(Manifests.Read).OfType<V1ConfigMap>().Single();
        var pod = job.Spec.JobTemplate.Spec.Template.Spec;
        var mounts = pod.Containers[0].VolumeMounts.Select(mount => mount.MountPath).ToList();
        var settings = JsonNode.Parse(config.Data["connect.json"])!;
        Assert.Equal(config.Metadata.Name, pod.Volumes.Single(volume => volume.ConfigMap is not null).ConfigMap.Name);
        Assert.Equal(
            ["roster", "connect", "--config", "/config/connect.json", "--once"], pod.Containers[0].Args);
        string[] used =
        [
            "/config", $"{settings["stateFolder"]}",
            Path.GetDirectoryName($"{settings["from"]!["token"]!["file"]}")!,
            Path.GetDirectoryName($"{settings["suite"]!["clientSecret"]!["file"]}")!,
        ];
        Assert.Empty(used.Except(mounts));
    }

    [Fact]
    public async Task The_image_of_the_cron_job_is_the_one_that_publishing_makes()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "msbuild", Path.Combine(Programs.Checkout, "clients", "Cli", "Cli.csproj"),
            "-getProperty:ContainerRepository,ContainerImageTag,ContainerFamily",
        ])
        {
            RedirectStandardOutput = true,
        })!;
        var made = JsonNode.Parse(
            await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))!["Properties"]!;

        var job = (await RenderAsync()).Select(Manifests.Read).OfType<V1CronJob>().Single();

        Assert.Equal("noble-chiseled-extra", $"{made["ContainerFamily"]}");
        Assert.Equal(
            $"{made["ContainerRepository"]}:{made["ContainerImageTag"]}",
            job.Spec.JobTemplate.Spec.Template.Spec.Containers[0].Image);
    }

    [Fact]
    public async Task The_unit_is_what_systemd_knows_and_hardened()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd is not installed.");
        var unit = await File.ReadAllTextAsync(
            Path.Combine(Folder, "mastery-connect.service"), TestContext.Current.CancellationToken);
        var file = Path.Combine(Directory.CreateTempSubdirectory("mastery-unit-").FullName, "mastery-connect.service");
        // The tool is not installed there on the machine of the tests.
        await File.WriteAllTextAsync(
            file, unit.Replace("/opt/mastery/mastery ", "/bin/true ", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), await AnalyzeAsync("verify", file));
        Assert.Equal(0, (await AnalyzeAsync("security", "--offline=true", "--threshold=20", file)).Code);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task The_unit_loads_the_credential_and_keeps_the_folder_that_the_configuration_names()
    {
        var unit = await File.ReadAllLinesAsync(
            Path.Combine(Folder, "mastery-connect.service"), TestContext.Current.CancellationToken);
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Folder, "connect.json"), TestContext.Current.CancellationToken))!;

        Assert.Contains("DynamicUser=yes", unit);
        Assert.Contains($"StateDirectory={Path.GetFileName($"{settings["stateFolder"]}")}", unit);
        var secret = $"{settings["suite"]!["clientSecret"]!["file"]}";
        Assert.Equal("/run/credentials/mastery-connect.service", Path.GetDirectoryName(secret));
        Assert.Contains(unit, line => line.StartsWith(
            $"LoadCredential={Path.GetFileName(secret)}:", StringComparison.Ordinal));
    }

    static async Task<IReadOnlyList<JsonObject>> RenderAsync()
    {
        Assert.SkipWhen(Manifests.Kubectl is null, Manifests.Missing);
        return StrictYaml.Read(await Manifests.RenderAsync(Manifests.Kubectl!, Path.Combine(Folder, "kubernetes")));
    }

    static async Task<(int Code, string Errors)> AnalyzeAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}
