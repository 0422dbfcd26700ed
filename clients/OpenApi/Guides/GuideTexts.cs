using System.Reflection;

namespace Mastery.OpenApi.Guides;

/// <summary>The guides of this folder, in the order of their file names.</summary>
static class GuideTexts
{
    /// <summary>All of them, as Markdown whose top headings are the guides.</summary>
    public static string All()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return string.Join("\n\n", assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Guides/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name)));
    }

    static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
