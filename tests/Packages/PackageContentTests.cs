using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;

namespace Mastery.Packages.Tests;

/// <summary>What is in the NuGet packages.</summary>
public sealed class PackageContentTests(PackedPackages packages)
{
    const string Contracts = "MasteryServices.Contracts";
    const string Mis = "MasteryServices.Mis";
    const string Fakes = "MasteryServices.Fakes";
    const string Tool = "MasteryServices.Cli";

    static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Theory]
    [InlineData(Contracts)]
    [InlineData(Mis)]
    [InlineData(Fakes)]
    [InlineData(Tool)]
    public async Task Has_licence_readme_description_and_repository(string name)
    {
        using var package = await OpenAsync(name, "nupkg");

        var metadata = Nuspec(package);

        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("MasteryServices contributors", Value(metadata, "authors"));
        Assert.NotEqual("Package Description", Value(metadata, "description"));
        Assert.NotEqual(0, package.GetEntry(Value(metadata, "readme"))!.Length);
        var repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal($"{PackedPackages.Repository}.git", repository.Attribute("url")!.Value);
        Assert.Equal(40, repository.Attribute("commit")!.Value.Length);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task Of_the_contracts_is_a_documented_library_for_each_framework(string framework)
    {
        using var package = await OpenAsync(Contracts, "nupkg");

        Assert.NotNull(package.GetEntry($"lib/{framework}/{Contracts}.dll"));
        using var documentation = package.GetEntry($"lib/{framework}/{Contracts}.xml")!.Open();
        var members = XDocument.Load(documentation).Descendants("member")
            .Select(member => member.Attribute("name")!.Value);
        Assert.Contains("T:Mastery.Common.V1.Subject", members);
    }

    [Fact]
    public async Task Of_the_contracts_needs_no_framework_beside_dotnet_itself()
    {
        using var package = await OpenAsync(Contracts, "nupkg");

        var elements = Nuspec(package).Descendants().ToList();

        Assert.DoesNotContain(
            elements, element => element.Name.LocalName.StartsWith("framework", StringComparison.Ordinal));
        var dependencies = elements.Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value).ToList();
        Assert.Contains("Grpc.Net.Client", dependencies);
        Assert.DoesNotContain(dependencies, id => id.Contains("AspNetCore", StringComparison.Ordinal)
            || id is "Grpc.Tools" or "MasteryServices.Generator");
    }

    [Theory]
    [InlineData(Contracts, "lib/net8.0/")]
    [InlineData(Contracts, "lib/net10.0/")]
    [InlineData(Mis, "lib/net10.0/")]
    [InlineData(Fakes, "lib/net10.0/")]
    [InlineData(Tool, "tools/net10.0/any/")]
    public async Task Has_symbols_that_lead_to_the_source(string name, string folder)
    {
        using var package = await OpenAsync(name, "snupkg");
        using var symbols = new MemoryStream();
        await using (var entry = package.GetEntry($"{folder}{name}.pdb")!.Open())
        {
            await entry.CopyToAsync(symbols, TestContext.Current.CancellationToken);
        }

        symbols.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        var reader = provider.GetMetadataReader();

        var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Single(information => reader.GetGuid(information.Kind) == SourceLink);
        Assert.Contains("https://raw.githubusercontent.com/example/mastery-services/",
            Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value)), StringComparison.Ordinal);
    }

    async Task<ZipArchive> OpenAsync(string name, string extension) =>
        await ZipFile.OpenReadAsync(await packages.PathOfAsync(name, extension), TestContext.Current.CancellationToken);

    static XElement Nuspec(ZipArchive package)
    {
        using var nuspec = package.Entries
            .Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    static string Value(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}
