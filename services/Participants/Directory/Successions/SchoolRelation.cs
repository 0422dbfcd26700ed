namespace Mastery.Participants;

/// <summary>What one school is to another that it is linked with.</summary>
public enum SchoolRelation
{
    /// <summary>Neither: the link does not say which of the two came first.</summary>
    Other,

    Successor,

    Predecessor,
}
