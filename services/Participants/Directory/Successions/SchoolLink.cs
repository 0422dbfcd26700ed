namespace Mastery.Participants;

/// <summary>A link between two schools, as the GIAS links file has it.</summary>
public sealed record SchoolLink
{
    const int LongestName = 300;
    const int LongestType = 100;

    public required string Urn { get; init; }
    public required string LinkUrn { get; init; }

    /// <summary>What the linked school is to this one.</summary>
    public required SchoolRelation Relation { get; init; }

    public required string LinkType { get; init; }
    public required string LinkName { get; init; }
    public DateOnly? LinkDate { get; init; }

    /// <summary>The link of <paramref name="record"/>, which is valid only if <paramref name="read"/> has no
    /// rejection.</summary>
    internal static SchoolLink Read(V1.SuccessionRecord record, ImportedRecord read)
    {
        var link = new SchoolLink
        {
            Urn = read.Urn("URN", record.Urn),
            LinkUrn = read.Urn("LinkURN", record.LinkUrn),
            LinkType = read.Required("LinkType", record.LinkType, LongestType),
            LinkName = read.Text("LinkName", record.LinkName, LongestName),
            LinkDate = read.Day("LinkEstablishedDate", record.LinkDate),
            Relation = RelationOf(record.LinkType.Trim()),
        };
        if (link.Urn == link.LinkUrn)
        {
            read.Reject("LinkURN", link.LinkUrn, "links the school to itself: correct it");
        }

        return link;
    }

    /// <summary>GIAS has types such as "Successor - merged" and "Predecessor - Split School"; "Result of Amalgamation"
    /// and "Merged - …", which do not say which school came first; and others, such as "Sixth Form Centre
    /// Link".</summary>
    static SchoolRelation RelationOf(string type) =>
        type.StartsWith("Successor", StringComparison.OrdinalIgnoreCase) ? SchoolRelation.Successor
        : type.StartsWith("Predecessor", StringComparison.OrdinalIgnoreCase) ? SchoolRelation.Predecessor
        : type.StartsWith("Result of Amalgamation", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("Merged", StringComparison.OrdinalIgnoreCase) ? SchoolRelation.Merger
        : SchoolRelation.Other;
}
