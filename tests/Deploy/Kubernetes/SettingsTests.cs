using System.Text.RegularExpressions;
using k8s.Models;
using Mastery.Local;
using Mastery.Postgres;

namespace Mastery.Deploy.Tests.Kubernetes;

/// <summary>Settings are given in three places (manifests, launcher, README) and read in a fourth: they must be the
/// same.</summary>
public sealed partial class SettingsTests(Manifests manifests) : IClassFixture<Manifests>
{
    [Fact]
    public void Manifests_give_settings_that_the_readme_explains()
    {
        var given = Pods().SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.Env ?? [])
            .Select(variable => variable.Name)
            .Concat(manifests.All<V1ConfigMap>().SelectMany(map => map.Data.Keys))
            .Select(Key)
            .ToHashSet();

        Assert.Empty(given.Except(Explained().Keys));
        Assert.Contains("ConnectionStrings:Owner", given);
    }

    [Fact]
    public void The_launcher_gives_settings_that_the_readme_explains()
    {
        var settings = new ServiceSettings(new(8080), Path.Combine(Path.GetTempPath(), "mastery-settings-tests"));
        var access = new DatabaseAccess("", "");

        var given = ServiceSettings.Services
            .SelectMany(service => settings.Arguments(service.Name))
            .Concat(settings.Gateway())
            .Select(argument => argument[2..argument.IndexOf('=', StringComparison.Ordinal)])
            .Concat(ServiceSettings.Runtime(access).Keys)
            .Concat(ServiceSettings.Owner(access).Keys)
            .Select(Key)
            .ToHashSet();

        Assert.Empty(given.Except(Explained().Keys));
    }

    [Fact]
    public void The_readme_explains_settings_that_programs_read()
    {
        foreach (var (key, readers) in Explained())
        {
            if (OfTheFramework().IsMatch(key))
            {
                continue;
            }

            var sources = readers.Contains("gateway", StringComparison.Ordinal) && readers != "all"
                ? "gateway"
                : "services";
            var words = Words(sources);
            Assert.All(
                key.Split(':').Where(part => part is not ("N" or "SERVICE")),
                part => Assert.True(
                    words.Contains(part), $"{key} is read nowhere in {sources}: nothing there is called {part}."));
        }
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

    static string Readme => Path.Combine(Programs.Checkout, "deploy", "README.md");

    IEnumerable<V1PodTemplateSpec> Pods() =>
        manifests.All<V1Deployment>().Select(deployment => deployment.Spec.Template)
        .Concat(manifests.All<V1Job>().Select(job => job.Spec.Template));

    /// <summary>The settings of the README's table, with the programs that read them.</summary>
    static Dictionary<string, string> Explained() => File.ReadLines(Readme)
        .SkipWhile(line => line != "## Settings")
        .Select(line => Row().Match(line))
        .Where(row => row.Success)
        .SelectMany(row => SettingName().Matches(row.Groups["names"].Value)
            .Select(name => (Name: name.Groups[1].Value, Readers: row.Groups["readers"].Value)))
        .ToDictionary(row => row.Name, row => row.Readers);

    static HashSet<string> Words(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Programs.Checkout, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(word => word.Value)),
    ];

    // As the table says it: numbers are N, names of services SERVICE.
    static string Key(string name)
    {
        var parts = name.Replace("__", ":", StringComparison.Ordinal).Split(':')
            .Select(
                part => int.TryParse(part, out _)
                    ? "N"
                    : ServiceSettings.Services.Any(service => service.Name == part) ? "SERVICE" : part)
            .ToArray();
        return parts is ["Kestrel", "Endpoints", _, .. var rest]
            ? string.Join(':', ["Kestrel:Endpoints:NAME", .. rest])
            : string.Join(':', parts);
    }

    [GeneratedRegex(@"^\| (?<names>`[^|]+) \| (?<readers>[^|]+) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex SettingName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("^(urls|Kestrel:|ASPNETCORE_|DOTNET_|Logging:)")]
    private static partial Regex OfTheFramework();
}
