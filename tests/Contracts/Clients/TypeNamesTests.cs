using System.Reflection;

namespace Mastery.Contracts.Tests.Clients;

/// <summary>A program imports the namespaces of the packages that it calls, beside those that every project
/// imports.</summary>
public sealed class TypeNamesTests
{
    /// <summary>The implicit usings of console and web projects, and that of gRPC's own types.</summary>
    static readonly string[] Imported =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json",
        "System.Threading", "System.Threading.Tasks", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        "Grpc.Core",
    ];

    static IEnumerable<Type> Own => typeof(ContractIndex).Assembly.GetExportedTypes().Where(type => !type.IsNested);

    [Fact]
    public void Are_in_one_namespace_only() => Assert.Empty(
        Own.GroupBy(type => type.Name).Where(same => same.Count() > 1)
            .Select(same => string.Join(" and ", same.Select(type => type.FullName))));

    [Fact]
    public void Are_not_those_of_namespaces_that_every_project_imports()
    {
        var others = Platform().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !type.IsNested && Imported.Contains(type.Namespace)).Select(type => type.Name).ToHashSet();

        Assert.Superset(new HashSet<string> { "String", "File", "Task", "HttpContext", "Status" }, others);
        Assert.Empty(Own.Where(type => others.Contains(type.Name)).Select(type => type.FullName));
    }

    static IEnumerable<Assembly> Platform() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name!.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || name.StartsWith("Grpc.Core", StringComparison.Ordinal))
            .Select(name => Assembly.Load(name!));
}
