namespace Mastery.DevelopmentPlans;

/// <summary>The names that an export shows.</summary>
/// <param name="Members">Who is expected in the department in the year; null where Participants could not be
/// asked.</param>
/// <param name="Names">The names of people by their resource names.</param>
public sealed record ExportPeople(IReadOnlyList<Member>? Members, IReadOnlyDictionary<string, string> Names)
{
    const string NotShown = "Name not shown";
    const string Unknown = "Someone no longer on record";

    public static ExportPeople None { get; } = new(null, new Dictionary<string, string>());

    public string Name(string person) => person.Length == 0 ? ""
        : Names.TryGetValue(person, out var name) ? name
        : Members is null ? NotShown : Unknown;
}

/// <summary>What other services say about a plan that is exported. What they could not be asked for is empty, and noted
/// for the reader.</summary>
public sealed record ExportPeers(
    string School, string Subject, string Focus, ExportPeople People, IReadOnlyList<string> Notes);
