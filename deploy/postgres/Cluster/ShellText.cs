using System.Buffers;

namespace Mastery.Postgres.Cluster;

/// <summary>Paths in commands of a shell.</summary>
static class ShellText
{
    // What a shell does not take as it is between double quotes, as PostgreSQL's programs put their own paths.
    static readonly SearchValues<char> Special = SearchValues.Create("\"$`\\\n\r");

    /// <summary>The text between single quotes, so that a shell takes all of it as it is.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Whether PostgreSQL's programs can call each other in a folder.</summary>
    public static bool IsPlain(string path) => !path.AsSpan().ContainsAny(Special);
}
