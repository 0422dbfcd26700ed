namespace Mastery.Participants;

/// <summary>What one school is to another that it is linked with.</summary>
public enum SchoolRelation
{
    /// <summary>The link is not one of succession.</summary>
    Other,

    /// <summary>One of the two came from the other, and the link does not say which.</summary>
    Merger,

    Successor,

    Predecessor,
}
