namespace Mastery.Mis.Tests.Formats;

/// <summary>A member of staff, as every format is to say them.</summary>
sealed record Teacher(string Id, string Given, string Family, string Email, string Trn, string School,
    string[] Subjects)
{
    static readonly string[] Schools = ["9364567", "9361234"];
    static readonly string[] Departments = ["Mathematics", "Physics", "Design & Technology", "Français"];
    static readonly string[] GivenNames = ["Anna", "Zoë", "Mary Jane", "Łukasz", "Siân", "D’Arcy", "Jean-Luc", "Ng"];
    static readonly string[] FamilyNames =
        ["Ash", "O’Brien", "Smith-Jones", "von Essen, Graf", "Müller", "Özdemir", "MacDonald", "\"Ace\" Hill"];

    /// <summary>Some, the same ones for a seed.</summary>
    public static Teacher[] Some(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, random.Next(1, 8)).Select(number => new Teacher(
            $"{1000 + number}",
            random.GetItems(GivenNames, 1)[0],
            $"{random.GetItems(FamilyNames, 1)[0]} {(char)('A' + number)}",
            $"t{number}@hill.example",
            $"{1234000 + number}",
            random.GetItems(Schools, 1)[0],
            [.. random.GetItems(Departments, random.Next(1, 3)).Distinct()]))];
    }

    /// <summary>The name as it is read: with straight marks.</summary>
    public static string Read(string name) => name.Replace('’', '\'');
}
