using Mastery.Local;

namespace Mastery.Deploy.Tests.Readmes;

/// <summary>The files of the checkout that are written by hand.</summary>
static class SourceTree
{
    static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults"];

    /// <summary>The C# files of a folder within the checkout.</summary>
    public static IEnumerable<string> Files(string folder) => Files(folder, "*.cs");

    /// <summary>Every README, by its path within the checkout.</summary>
    public static IReadOnlyList<string> Readmes { get; } =
    [
        .. Files("", "README.md").Append(Path.Combine(Programs.Checkout, "CONTRIBUTING.md"))
            .Append(Path.Combine(Programs.Checkout, "deploy", "security.md"))
            .Select(file => Path.GetRelativePath(Programs.Checkout, file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a file of the checkout.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Programs.Checkout, path));

    static IEnumerable<string> Files(string folder, string pattern) =>
        Below(new DirectoryInfo(Path.Combine(Programs.Checkout, folder)), pattern);

    static IEnumerable<string> Below(DirectoryInfo folder, string pattern) => folder.EnumerateFiles(pattern)
        .Select(file => file.FullName)
        .Concat(folder.EnumerateDirectories()
            .Where(inner => !Generated.Contains(inner.Name) && !inner.Name.StartsWith('.'))
            .SelectMany(inner => Below(inner, pattern)));
}
