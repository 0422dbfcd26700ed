using System.Xml.Linq;

namespace Mastery.Contracts.Tests.Dependencies;

/// <summary>Projects depend on one another in one direction: Contracts ← Csv ← ServiceDefaults ← service.</summary>
public sealed class ProjectReferenceTests
{
    const string Contracts = "protos/Contracts.csproj";
    const string Generator = "protos/Generator/Generator.csproj";
    const string Csv = "protos/Csv/Csv.csproj";
    const string ServiceDefaults = "services/ServiceDefaults/ServiceDefaults.csproj";
    const string Mis = "clients/Mis/Mis.csproj";

    public static TheoryData<string> Services =>
        [.. Directory.GetDirectories(Path.Combine(Root(), "services"))
            .Select(folder => $"services/{Path.GetFileName(folder)}/{Path.GetFileName(folder)}.csproj")
            .Where(project => project != ServiceDefaults && File.Exists(Path.Combine(Root(), project)))];

    [Fact]
    public void Of_the_contracts_are_none_but_what_runs_in_their_compiler() => AssertOnly(Contracts, [Generator]);

    [Fact]
    public void Of_the_contracts_are_no_frameworks() =>
        Assert.Empty(XDocument.Load(Path.Combine(Root(), Contracts)).Descendants("FrameworkReference"));

    [Fact]
    public void Of_the_tables_are_the_contracts_only() => AssertOnly(Csv, [Contracts]);

    [Fact]
    public void Of_the_shared_hosting_are_the_contracts_and_their_tables() =>
        AssertOnly(ServiceDefaults, [Contracts, Csv]);

    [Theory, MemberData(nameof(Services))]
    public void Of_a_service_are_the_shared_hosting_and_never_another_service(string service) =>
        AssertOnly(service, [ServiceDefaults, Contracts]);

    [Fact]
    public void Of_the_gateway_are_the_contracts_only() => AssertOnly("gateway/Gateway.csproj", [Contracts]);

    [Fact]
    public void Of_the_reader_of_staff_are_the_contracts_only() => AssertOnly(Mis, [Contracts]);

    [Fact]
    public void Of_the_command_line_are_its_library_and_the_contracts() =>
        AssertOnly("clients/Cli/Cli.csproj", [Mis, Contracts, Csv]);

    [Fact]
    public void Are_found_for_every_service() => Assert.NotEmpty(Services);

    static void AssertOnly(string project, string[] allowed)
    {
        var others = References(project).Except(allowed);

        Assert.True(
            !others.Any(),
            $"{project} references {string.Join(", ", others)}; it may reference {string.Join(", ", allowed)} only.");
    }

    static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Root(), project)).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(
                path => Path.GetRelativePath(
                    Root(), Path.GetFullPath(Path.Combine(Root(), Path.GetDirectoryName(project)!, path)))
                    .Replace('\\', '/'));

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MasteryServices.slnx")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
