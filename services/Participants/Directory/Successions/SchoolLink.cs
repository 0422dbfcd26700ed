namespace Mastery.Participants;

/// <summary>From a record of the GIAS links file to a link.</summary>
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

    /// <summary>The link of <paramref name="record"/>. It counts only when <paramref name="read"/> found nothing
    /// wrong.</summary>
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

    /// <summary>"Successor - merged", "Successor - Split School" and the like are successions, as are their
    /// counterparts; "Result of Amalgamation", "Sixth Form Centre Link" and the rest do not say who came after
    /// whom.</summary>
    static SchoolRelation RelationOf(string type) =>
        type.StartsWith("Successor", StringComparison.OrdinalIgnoreCase) ? SchoolRelation.Successor
        : type.StartsWith("Predecessor", StringComparison.OrdinalIgnoreCase) ? SchoolRelation.Predecessor
        : SchoolRelation.Other;
}
