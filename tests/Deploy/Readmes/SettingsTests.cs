using System.Text.RegularExpressions;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Readmes;

/// <summary>Every setting that a program reads is documented, and every documented setting is read.</summary>
public sealed partial class SettingsTests
{
    const string All = "deploy/README.md";

    static readonly string[] ServiceFolders = ["services"];

    [Fact]
    public void The_table_of_all_settings_is_what_the_programs_read()
    {
        var read = SettingsReader.KeysIn([.. ServiceFolders, "gateway"]);

        Assert.Equal(read.Order(StringComparer.Ordinal), Own(All).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_all_settings_says_who_reads_each()
    {
        var services = SettingsReader.KeysIn(ServiceFolders);
        var gateway = SettingsReader.KeysIn("gateway");

        Assert.All(Own(All), setting =>
        {
            var all = setting.Value == "all";
            var byGateway = all || setting.Value.Contains("gateway", StringComparison.Ordinal);
            Assert.True(byGateway == gateway.Contains(setting.Key), $"{setting.Key}: {setting.Value}");
            Assert.True((all || setting.Value != "gateway") == services.Contains(setting.Key), setting.Key);
        });
    }

    [Fact]
    public void The_gateways_own_table_is_what_it_reads() => Assert.Equal(
        SettingsReader.KeysIn("gateway").Order(StringComparer.Ordinal),
        Own("gateway/README.md").Keys.Order(StringComparer.Ordinal));

    public static TheoryData<string> Readmes { get; } = [.. SourceTree.Readmes];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void A_table_of_a_readme_names_no_setting_that_nothing_reads(string readme)
    {
        var read = SettingsReader.KeysIn([.. ServiceFolders, "gateway"]);

        Assert.Empty(Own(readme).Keys.Except(read));
    }

    // The controls: what the reader of the source finds, and that it finds it by every way of reading.
    [Theory]
    [InlineData("services", "ConnectionStrings:Database")]
    [InlineData("services", "Auth:Issuers:N:JwksUri")]
    [InlineData("services", "Drain:Finish")]
    [InlineData("services", "Services:SERVICE")]
    [InlineData("gateway", "Limits:BodyBytes")]
    [InlineData("gateway", "Cors:Origins:N")]
    [InlineData("gateway", "Drain:Wait")]
    [InlineData("gateway", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    public void Settings_are_found_however_they_are_read(string folder, string key) =>
        Assert.Contains(key, SettingsReader.KeysIn(folder));

    [Fact]
    public void Environment_variables_of_the_tools_are_documented_and_read()
    {
        var read = SourceTree.Files("clients").Concat(SourceTree.Files("deploy")).Concat(SourceTree.Files("tests"))
            .SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);
        var documented = SourceTree.Readmes
            .SelectMany(readme => DocumentedVariable().Matches(SourceTree.Read(readme)))
            .Select(match => match.Value);

        Assert.Equal(
            read.Distinct().Order(StringComparer.Ordinal), documented.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Those of them that the framework does not read by itself.</summary>
    static Dictionary<string, string> Own(string readme) =>
        Documented(readme).Where(setting => !Framework().IsMatch(setting.Key)).ToDictionary();

    /// <summary>The settings of a README's tables headed <c>setting</c>, with the second column: who reads
    /// them.</summary>
    internal static Dictionary<string, string> Documented(string readme)
    {
        Dictionary<string, string> settings = [];
        var inTable = false;
        foreach (var line in SourceTree.Read(readme).Split('\n'))
        {
            inTable = line.StartsWith('|') && (inTable || line.StartsWith("| setting |", StringComparison.Ordinal));
            var cells = line.Split('|');
            foreach (Match name in inTable ? Name().Matches(cells[1]) : Name().Matches(""))
            {
                settings[Key(name.Groups[1].Value)] = cells[2].Trim();
            }
        }

        return settings;
    }

    /// <summary>A setting as the tables name it: numbers are N, names of services SERVICE.</summary>
    internal static string Key(string name)
    {
        var parts = name.Replace("__", ":", StringComparison.Ordinal).Split(':')
            .Select(part => int.TryParse(part, out _) ? "N"
                : Programs.Services.Any(service => service.Name == part) ? "SERVICE" : part)
            .ToArray();
        return parts is ["Kestrel", "Endpoints", _, .. var rest]
            ? string.Join(':', ["Kestrel:Endpoints:NAME", .. rest])
            : string.Join(':', parts);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("\"(MASTERY_[A-Z_]*[A-Z])\"")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\bMASTERY_[A-Z_]*[A-Z]\b")]
    private static partial Regex DocumentedVariable();

    [GeneratedRegex("^(urls|AllowedHosts|Kestrel:|ReverseProxy:|ASPNETCORE_|DOTNET_|Logging:)")]
    private static partial Regex Framework();
}
