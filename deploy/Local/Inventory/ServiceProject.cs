using System.Text.RegularExpressions;

namespace Mastery.Local;

/// <summary>A service of the suite, as its folder describes it.</summary>
/// <param name="Name">Its name in kebab-case: in addresses, settings, images and manifests.</param>
/// <param name="Project">Its folder within the checkout, for example <c>services/FocusCatalogue</c>.</param>
/// <param name="HasDatabase">Whether it has migrations, and so a database.</param>
public sealed partial record ServiceProject(string Name, string Project, bool HasDatabase)
{
    /// <summary>Where services are, within the checkout.</summary>
    public const string Root = "services";

    /// <summary>The services of a checkout, in the order of their names. A folder with a <c>Program.cs</c> is a
    /// service; one with <c>Migrations</c> has a database. No other list of services is written by hand.</summary>
    /// <param name="checkout">The folder that holds the solution.</param>
    public static IReadOnlyList<ServiceProject> In(string checkout) =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(checkout, Root))
            .Where(folder => File.Exists(Path.Combine(folder, "Program.cs")))
            .Select(folder => new ServiceProject(
                KebabCase(Path.GetFileName(folder)),
                $"{Root}/{Path.GetFileName(folder)}",
                Directory.Exists(Path.Combine(folder, "Migrations"))))
            .OrderBy(service => service.Name, StringComparer.Ordinal),
    ];

    // The images' names in Directory.Build.props follow the same rule.
    static string KebabCase(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex WordStart();
}
