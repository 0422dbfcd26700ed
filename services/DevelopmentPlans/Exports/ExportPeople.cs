namespace Mastery.DevelopmentPlans;

/// <summary>The names that an export shows.</summary>
/// <param name="Department">The plan's department; null where Participants could not be asked.</param>
public sealed record ExportPeople(DepartmentOfPlan? Department)
{
    const string NotShown = "Name not shown";
    const string Unknown = "Someone no longer on record";

    public static ExportPeople None { get; } = new(Department: null);

    public string Name(string person) => person.Length == 0 ? ""
        : Department is null ? NotShown
        : Department.Names.GetValueOrDefault(person, Unknown);
}

/// <summary>What other services say about a plan that is exported. What they could not be asked for is empty, and noted
/// for the reader.</summary>
public sealed record ExportPeers(
    string School, string Subject, string Focus, ExportPeople People, IReadOnlyList<string> Notes);
