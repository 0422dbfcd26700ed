using System.CommandLine;
using Mastery.Cli.Gias;

namespace Mastery.Cli.Bulk;

/// <summary>Many resources: as arguments, and from a file that has one on each line or is a list's CSV.</summary>
sealed class NameList(string noun, string collection)
{
    /// <summary>The arguments.</summary>
    public Argument<string[]> Names { get; } = new(noun)
    {
        Description = $"The {noun}s, each hubs/HUB/{collection}/ID or its id.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The file.</summary>
    public Option<string?> File { get; } = new("--from-file")
    {
        Description = $"A file of {noun}s: a name on each line, or CSV with the column `name`, as `list --output csv` "
            + "writes it.",
        HelpName = "file",
    };

    /// <summary>All of them, each once, with its line in the file.</summary>
    public IReadOnlyList<(int Line, string Name)> Read(ParseResult parsed, string hub)
    {
        var written = (parsed.GetValue(Names) ?? []).Select(name => (0, name));
        var all = parsed.GetValue(File) is { } path ? written.Concat(InFile(path)) : written;
        (int Line, string Name)[] found = [.. all
            .Select(one => (one.Item1, one.Item2.Contains('/', StringComparison.Ordinal) ? one.Item2
                : $"{hub}/{collection}/{one.Item2}"))
            .DistinctBy(one => one.Item2)];
        return found.Length > 0 ? found
            : throw new RowRefusedException($"name at least one {noun}, or give a file with --from-file");
    }

    static IEnumerable<(int, string)> InFile(string path)
    {
        var lines = System.IO.File.ReadAllLines(path);
        return lines.Where(line => line.Length > 0).All(line => !line.Contains(',', StringComparison.Ordinal))
            && !lines[0].Trim('\uFEFF', '"', ' ').Equals("name", StringComparison.OrdinalIgnoreCase)
            ? lines.Select((line, index) => (index + 1, CellText.Clean(line))).Where(one => one.Item2.Length > 0)
            : Sheet.Read(path, ["name"]).Rows.Select(row => (row.Line, row.Text("name")))
                .Where(one => one.Item2.Length > 0);
    }
}
