using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Lists;
using Mastery.Contracts;

namespace Mastery.Cli.Commands;

/// <summary>Which changes are meant.</summary>
sealed class ChangesOptions
{
    public Argument<string?> What { get; } = new("what")
    {
        Description = "A resource, for example hubs/…/applications/…, for its history; a hub, or hubs/national for "
            + "what belongs to no hub. The hub of --hub when left out; say --hub too for a local project.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<ChangeLogOf?> Of { get; } = new("--of")
    {
        Description = "Whose log: participants has hubs, schools, people and what they apply for. That of the "
            + "resource, or participants, when left out.",
    };

    public Option<string?> Type { get; } = new("--type")
    {
        Description = "Only changes of resources of this type, for example Application.",
        HelpName = "type",
    };

    public HubOptions Hub { get; } = new();

    /// <summary>The resource whose history is asked for; null for a whole log.</summary>
    public string? Resource(ParseResult parsed) =>
        parsed.GetValue(What) is { Length: > 0 } what && !IsHub(what) ? what : null;

    /// <summary>The hub whose log it is, <c>hubs/*</c>.</summary>
    public string Parent(ParseResult parsed) => parsed.GetValue(What) switch
    {
        null or "" => Hub.Name(parsed),
        var what when what.StartsWith("hubs/", StringComparison.Ordinal) => string.Join('/', what.Split('/').Take(2)),
        // A local project is named as every project is, and its changes are in the log of its hub.
        _ when Hub.IsSaid(parsed) => Hub.Name(parsed),
        _ => "hubs/national",
    };

    /// <summary>The service whose log it is.</summary>
    public ChangeLogOf Log(ParseResult parsed) => parsed.GetValue(Of)
        ?? (Resource(parsed) is { } resource ? ChangeLogs.Of(resource) : ChangeLogOf.Participants);

    /// <summary>The full type; null for every one.</summary>
    public string? TypeName(ParseResult parsed) =>
        parsed.GetValue(Type) is { Length: > 0 } type ? FullType(type) : null;

    /// <summary>The full type of one that is written shortly.</summary>
    public static string FullType(string type) =>
        ContractIndex.Resources.Select(resource => resource.Type).FirstOrDefault(known =>
            known.Split('/')[1].Equals(Letters(type), StringComparison.OrdinalIgnoreCase))
        ?? throw new RowRefusedException(
            $"'{type}' is no type of resource: write one such as Application, work-group or Plan");

    static string Letters(string type) => string.Concat(type.Split('/')[^1].Where(char.IsLetter));

    static bool IsHub(string what) => what.StartsWith("hubs/", StringComparison.Ordinal) && what.Split('/').Length == 2;
}
