using System.Text.RegularExpressions;

namespace Mastery.Participants.Tests;

/// <summary>The diagram of states that the comment of a <c>State</c> enum in the contract publishes.</summary>
sealed partial class PublishedDiagram
{
    readonly HashSet<(string From, string Method, string To)> _changes;

    PublishedDiagram(IEnumerable<(string From, string Method, string To)> changes) => _changes = [.. changes];

    /// <summary>The methods that the diagram names.</summary>
    public IEnumerable<string> Methods => _changes.Select(change => change.Method).Distinct();

    /// <summary>Each change of state once, whatever methods make it.</summary>
    public IEnumerable<(string From, string To)> Changes =>
        _changes.Select(change => (change.From, change.To)).Distinct();

    /// <summary>The lines of a file of the contract.</summary>
    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Root(), "protos/mastery/participants/v1", file));

    /// <summary>Reads the diagram of a file of the contract.</summary>
    public static PublishedDiagram Read(string file)
    {
        return new(
            from line in Lines(file).Select(line => Line.Match(line))
            where line.Success
            from source in line.Groups["from"].Value.Split(", ")
            from method in Method.Matches(line.Groups["methods"].Value)
            select (source, method.Groups[1].Value, line.Groups["to"].Value));
    }

    /// <summary>The state to which a method leads; null where the diagram has no such change.</summary>
    public string? After(string state, string method) =>
        _changes.FirstOrDefault(change => (change.From, change.Method) == (state, method)).To;

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MasteryServices.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex(@"^ *// - (?<from>[A-Z]+(, [A-Z]+)*) → (?<to>[A-Z]+): (?<methods>`.*`)$")]
    static partial Regex Line { get; }

    [GeneratedRegex("`([A-Za-z]+)`")]
    static partial Regex Method { get; }
}
