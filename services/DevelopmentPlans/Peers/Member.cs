using Mastery.Participants.V1;

namespace Mastery.DevelopmentPlans;

/// <summary>A person of a department, with the name by which colleagues know them.</summary>
public sealed record Member(string Name, string DisplayName)
{
    public static Member Of(Participant person) => new(
        person.Name,
        $"{First(person.PreferredGivenName, person.GivenName)} {First(person.PreferredFamilyName, person.FamilyName)}");

    static string First(string preferred, string legal) => preferred.Length > 0 ? preferred : legal;
}
