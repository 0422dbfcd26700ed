using Mastery.Mis.Files;
using Mastery.Mis.Records;
using Mastery.Mis.Tables;
using static Mastery.Mis.OneRoster.OneRosterColumns;

namespace Mastery.Mis.OneRoster;

/// <summary>What <c>manifest.csv</c> says of the other files.</summary>
sealed class Manifest
{
    /// <summary>Its name.</summary>
    public const string FileName = "manifest.csv";

    readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is one.</summary>
    public bool Exists { get; private init; }

    /// <summary>The version of OneRoster; empty where it is not said.</summary>
    public string Version => Said("oneroster.version");

    /// <summary>The name of the system.</summary>
    public string System => Said("source.systemName") is { Length: > 0 } name
        && !name.Equals("absent", StringComparison.OrdinalIgnoreCase) ? name : "";

    /// <summary>Whether users are all of them or those that have changed; null where it is not said.</summary>
    public FeedMode? Users => Said("file.users").ToLowerInvariant() switch
    {
        "bulk" => FeedMode.Full,
        "delta" => FeedMode.Delta,
        _ => null,
    };

    /// <summary>Reads it.</summary>
    public static Manifest Of(SourceFiles files, SourceReport report)
    {
        if (files.Find(FileName) is not { } file)
        {
            return new();
        }

        var manifest = new Manifest { Exists = true };
        foreach (var row in file.Rows(report, [Property, Value], [Property], [Value]))
        {
            manifest._properties.TryAdd(row.Text(Property), row.Text(Value));
        }

        return manifest;
    }

    /// <summary>Whether a file counts: one that is there although the manifest calls it absent does not.</summary>
    public bool Has(string file) => !Said($"file.{file}").Equals("absent", StringComparison.OrdinalIgnoreCase);

    string Said(string property) => _properties.GetValueOrDefault(property, "");
}
