using System.Text.RegularExpressions;

namespace Mastery.Participants;

/// <summary>How texts may speak of a person who is erased.</summary>
/// <param name="own">The person, by all names.</param>
/// <param name="others">Everybody else whom the hub knows.</param>
sealed class PersonNames(IReadOnlyList<KnownPerson> own, IEnumerable<KnownPerson> others)
{
    const string FindsNothing = "x^";

    /// <summary>Takes out every name and address of the person: for what was written to them.</summary>
    public OtherPeople All { get; } = new(own, [], Participant.ErasedName);

    /// <summary>Takes out those that nobody else of the hub has.</summary>
    public OtherPeople Only { get; } = new(own, others, Participant.ErasedName);

    /// <summary>A PostgreSQL regular expression for the names that nobody else has.</summary>
    public string Pattern => Only.Phrases.Count == 0
        ? FindsNothing
        : $"(^|[^[:alnum:]])({string.Join('|', Only.Phrases.Select(Regex.Escape))})([^[:alnum:]]|$)";
}
