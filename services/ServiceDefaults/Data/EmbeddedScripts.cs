using System.Globalization;
using System.Reflection;
using EvolveDb.Metadata;
using EvolveDb.Migration;

namespace Mastery.ServiceDefaults;

/// <summary>The scripts <c>Migrations/NNNN_name.sql</c> embedded in the pipeline and in the service.</summary>
/// <remarks>The pipeline's own get versions below 1, so that they come before the service's and can be added to
/// later.</remarks>
sealed class EmbeddedScripts(Assembly service) : IMigrationLoader
{
    const string Folder = ".Migrations.";
    const int Digits = 4;

    readonly List<Script> _scripts =
    [
        .. In(typeof(EmbeddedScripts).Assembly, number => $"0.{number + 1}"),
        .. In(service, number => number.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The files' names, which say what has been applied.</summary>
    public IReadOnlyList<string> Names => [.. _scripts.Select(script => script.Name)];

    public IEnumerable<MigrationScript> GetMigrations() => _scripts;

    public IEnumerable<MigrationScript> GetRepeatableMigrations() => [];

    /// <summary>Whether an assembly has scripts of its own. A service without any has no database.</summary>
    public static bool AreIn(Assembly service) => Resources(service).Any();

    static IEnumerable<string> Resources(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(resource => resource.Contains(Folder, StringComparison.Ordinal)
            && resource.EndsWith(".sql", StringComparison.Ordinal));

    static IEnumerable<Script> In(Assembly assembly, Func<int, string> version) => Resources(assembly)
        .Select(resource => (Resource: resource,
            Name: resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]))
        .OrderBy(found => found.Name, StringComparer.Ordinal)
        .Select(found => new Script(version(Number(found.Name)), found.Name, Read(assembly, found.Resource)));

    static int Number(string name) =>
        name.Length > Digits + 1 && name[Digits] == '_'
            && int.TryParse(name.AsSpan(0, Digits), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidOperationException($"The migration {name} is not called NNNN_name.sql.");

    static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    sealed class Script(string version, string name, string content)
        : MigrationScript(version, name[(Digits + 1)..^".sql".Length], name, content, MetadataType.Migration);
}
