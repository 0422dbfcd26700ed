using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Mastery.Local;

/// <summary>The files that must list services or projects, because the tools that read them cannot search folders. They
/// are written from the folders of the checkout, and a test compares them.</summary>
static class ServiceLists
{
    /// <summary>The command that writes them.</summary>
    public const string Command = "update-lists";

    const string Manifests = "deploy/kubernetes/suite/kustomization.yaml";
    const string Readme = "README.md";
    const string Origin = $"Written by the command `{Command}` of deploy/Local: do not edit.";
    const string TableStart = $"<!-- services: {Origin} -->\n";
    const string TableEnd = "<!-- end of services -->\n";

    /// <summary>The expected content of each file, by its path within the checkout.</summary>
    /// <param name="checkout">The folder that holds the solution.</param>
    public static IReadOnlyDictionary<string, string> Of(string checkout)
    {
        var services = ServiceProject.In(checkout);
        return new Dictionary<string, string>
        {
            [Manifests] = Kustomization(services),
            [Programs.Solution] = Solution(checkout),
            [Readme] = WithTable(File.ReadAllText(Path.Combine(checkout, Readme)), checkout, services),
        };
    }

    /// <summary>Writes the files that differ.</summary>
    /// <param name="checkout">The folder that holds the solution.</param>
    /// <returns>The paths of those that were written.</returns>
    public static IReadOnlyList<string> Update(string checkout)
    {
        var stale = Of(checkout)
            .Where(file => File.ReadAllText(Path.Combine(checkout, file.Key)) != file.Value)
            .ToList();
        foreach (var (path, content) in stale)
        {
            File.WriteAllText(Path.Combine(checkout, path), content);
        }

        return [.. stale.Select(file => file.Key)];
    }

    static string Kustomization(IReadOnlyList<ServiceProject> services) => $$"""
        # The whole suite, as every cluster has it; an overlay says where (namespace, issuer, images).
        # {{Origin}}
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources:
        - network.yaml
        - ../gateway
        {{Lines(services, service => $"- ../../../{service.Project}/kubernetes")}}
        configMapGenerator:
        - name: settings
          literals:
          - Auth__Issuers__0__JwksUri=http://access:8080/.well-known/jwks
          - Network__AllowCleartext=true
        {{Lines(services, service => $"  - Services__{service.Name}=http://{service.Name}:8080")}}
        labels:
        - pairs: {app.kubernetes.io/part-of: mastery-services}

        """;

    static string Solution(string checkout)
    {
        var text = new StringBuilder($"<!-- {Origin} -->\n<Solution>\n");
        foreach (var folder in Projects(checkout).GroupBy(project => project.Split('/')[0]))
        {
            text.Append(CultureInfo.InvariantCulture, $"  <Folder Name=\"/{folder.Key}/\">\n");
            foreach (var project in folder)
            {
                text.Append(CultureInfo.InvariantCulture, $"    <Project Path=\"{project}\" />\n");
            }

            text.Append("  </Folder>\n");
        }

        return text.Append("</Solution>\n").ToString();
    }

    static string WithTable(string readme, string checkout, IReadOnlyList<ServiceProject> services)
    {
        var start = readme.IndexOf(TableStart, StringComparison.Ordinal) + TableStart.Length;
        var end = readme.IndexOf(TableEnd, StringComparison.Ordinal);
        return $"{readme[..start]}\n| service | what it holds |\n|---|---|\n{Lines(services, Row)}\n\n{readme[end..]}";

        string Row(ServiceProject service) =>
            $"| [`{service.Name}`]({service.Project}/README.md) | {Description(checkout, service)} |";
    }

    static string Description(string checkout, ServiceProject service)
    {
        var project = $"{service.Project}/{Path.GetFileName(service.Project)}.csproj";
        return XDocument.Load(Path.Combine(checkout, project)).Descendants("Description").FirstOrDefault()?.Value
            ?? throw new SuiteException($"{project} has no <Description>: say in it what the service holds.");
    }

    /// <summary>Every project of the checkout, at most three folders down, as a solution lists it.</summary>
    static IEnumerable<string> Projects(string checkout) =>
        from top in Folders(checkout)
        from folder in Folders(top).SelectMany(folder => HasProject(folder) ? [folder] : Folders(folder)).Prepend(top)
        from project in Directory.EnumerateFiles(folder, "*.csproj")
        let path = Path.GetRelativePath(checkout, project).Replace('\\', '/')
        orderby path.Split('/')[0], path
        select path;

    static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(one => Path.GetFileName(one) is not (['.', ..] or "node_modules" or "bin" or "obj"));

    static bool HasProject(string folder) => Directory.EnumerateFiles(folder, "*.csproj").Any();

    static string Lines(IReadOnlyList<ServiceProject> services, Func<ServiceProject, string> line) =>
        string.Join('\n', services.Select(line));
}
