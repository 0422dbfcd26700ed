namespace Mastery.Access;

/// <summary>An issuer whose people can sign in here: one of <c>PeopleIssuers:N</c>.</summary>
public sealed record PeopleIssuer
{
    /// <summary>The <c>iss</c> of its tokens, below which its discovery document is.</summary>
    public string Address { get; init; } = "";

    /// <summary>The audience that its tokens must have: the id of the suite, or of the program that people use, at the
    /// issuer.</summary>
    public string Audience { get; init; } = "";

    /// <summary>The claim that has the person's id, which stays the same and is given to nobody else.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary>The claim that has the person's groups.</summary>
    public string GroupsClaim { get; init; } = "groups";
}
