namespace Mastery.Access;

/// <summary>Who an issuer of people says that somebody is.</summary>
/// <param name="Issuer">The issuer.</param>
/// <param name="Subject">The person's id there.</param>
/// <param name="Groups">The person's groups there.</param>
/// <param name="EndTime">Until when it says so.</param>
public sealed record Person(string Issuer, string Subject, string[] Groups, DateTime EndTime)
{
    /// <summary>The <c>sub</c> of the tokens given, and so who is named in the change log. No issuer has a <c>#</c>,
    /// and no client's id one either: nobody can be taken for somebody else.</summary>
    public string Name => $"{Issuer}#{Subject}";
}
