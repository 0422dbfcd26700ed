using k8s.Models;
using Mastery.Deploy.Tests.Readmes;
using Mastery.Local;
using Mastery.Postgres;

namespace Mastery.Deploy.Tests.Kubernetes;

/// <summary>Settings that manifests and launcher give are those of the README, which are those that programs
/// read.</summary>
public sealed class GivenSettingsTests(Manifests manifests) : IClassFixture<Manifests>
{
    [Fact]
    public void Manifests_give_settings_that_the_readme_explains()
    {
        var given = Pods().SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.Env ?? [])
            .Select(variable => variable.Name)
            .Concat(manifests.All<V1ConfigMap>().SelectMany(map => map.Data.Keys))
            .Select(SettingsTests.Key)
            .ToHashSet();

        Assert.Empty(given.Except(Documented));
        Assert.Contains("ConnectionStrings:Owner", given);
    }

    [Fact]
    public void The_launcher_gives_settings_that_the_readme_explains()
    {
        var settings = new ServiceSettings(new(8080), Path.Combine(Path.GetTempPath(), "mastery-settings-tests"));
        var database = new DatabaseAccess("", "");

        var given = Programs.Services
            .SelectMany(service => settings.Arguments(service.Name))
            .Concat(settings.Gateway())
            .Select(argument => argument[2..argument.IndexOf('=', StringComparison.Ordinal)])
            .Concat(ServiceSettings.Runtime(database).Keys)
            .Concat(ServiceSettings.Owner(database).Keys)
            .Select(SettingsTests.Key)
            .ToHashSet();

        Assert.Empty(given.Except(Documented));
    }

    [Fact]
    public void Secrets_and_config_maps_that_pods_name_are_made_or_explained()
    {
        var readme = File.ReadAllText(Readme);
        var made = manifests.All<V1ConfigMap>().Select(map => map.Metadata.Name).ToHashSet();

        foreach (var pod in Pods().Select(pod => pod.Spec))
        {
            var variables = pod.Containers.SelectMany(container => container.Env ?? []).ToList();
            var maps = variables.Select(variable => variable.ValueFrom?.ConfigMapKeyRef?.Name)
                .Concat(
                    pod.Containers
                        .SelectMany(container => container.EnvFrom ?? [])
                        .Select(source => source.ConfigMapRef.Name));
            var secrets = variables.Select(variable => variable.ValueFrom?.SecretKeyRef?.Name)
                .Concat(pod.Volumes.Select(volume => volume.Secret?.SecretName));

            Assert.All(maps.OfType<string>(), name => Assert.Contains(name, made));
            Assert.All(
                secrets.OfType<string>(),
                name => Assert.Contains(
                    name.EndsWith("-database", StringComparison.Ordinal) ? "$service-database" : name,
                    readme,
                    StringComparison.Ordinal));
        }
    }

    static IEnumerable<string> Documented => SettingsTests.Documented("deploy/README.md").Keys;

    static string Readme => Path.Combine(Programs.Checkout, "deploy", "README.md");

    IEnumerable<V1PodTemplateSpec> Pods() =>
        manifests.All<V1Deployment>().Select(deployment => deployment.Spec.Template)
        .Concat(manifests.All<V1Job>().Select(job => job.Spec.Template));
}
