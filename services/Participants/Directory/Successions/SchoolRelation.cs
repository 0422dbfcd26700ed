namespace Mastery.Participants;

/// <summary>What one school is to another that it is linked with.</summary>
public enum SchoolRelation
{
    /// <summary>The link does not say which of the two is the successor.</summary>
    Other,

    Successor,

    Predecessor,
}
