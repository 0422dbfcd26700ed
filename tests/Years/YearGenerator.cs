using System.Globalization;
using Mastery.Common.V1;

namespace Mastery.Years;

/// <summary>
/// Generates the year 2024/25 of hubs. A hub depends on the seed and its own number only, so a year of more hubs begins
/// with the same ones. Of ten departments, three are new to the programme, four have been in a Development Work Group,
/// one is the science department beside one of these, one is a Mastery Specialist's, and one may not take part. More
/// apply than there are places.
/// </summary>
public sealed class YearGenerator(YearOptions options)
{
    static readonly Kind[] Ten =
    [
        Kind.New, Kind.New, Kind.New, Kind.East, Kind.West, Kind.OwnTheme, Kind.Pair, Kind.Science, Kind.Specialist,
        Kind.Unready,
    ];

    /// <summary>The hubs of these names, one after another.</summary>
    public IEnumerable<GeneratedHub> Hubs(IEnumerable<string> names) => names.Select(Hub);

    /// <summary>One hub.</summary>
    /// <param name="name">Its name, <c>hubs/*</c>.</param>
    /// <param name="number">Its number, from 0.</param>
    public GeneratedHub Hub(string name, int number)
    {
        var random = new Random(options.Seed * 100_003 + number);
        var departments = new List<GeneratedDepartment>();
        var kinds = Kinds();
        var names = new HashSet<string>();
        foreach (var (index, kind) in kinds.Index())
        {
            var school = kind == Kind.Science
                ? departments[^1].School
                : School(random, options.FirstUrn + number * options.DepartmentsPerHub + index, names);
            departments.Add(Department(random, school, kind, index));
        }

        List<GeneratedSchool> schools = [.. departments.Select(department => department.School).Distinct()];
        return new(name, schools, departments, GroupGenerator.Groups(random, kinds, schools));
    }

    List<Kind> Kinds() => [.. Enumerable.Range(0, options.DepartmentsPerHub).Select(index => Ten[index % Ten.Length])];

    static GeneratedSchool School(Random random, int urn, HashSet<string> taken)
    {
        var (town, academy) = (random.Place(), random.Next(10) < 7);
        var name = $"{town} {random.Pick(academy ? EnglishNames.Academies : EnglishNames.Maintained)}";
        while (!taken.Add(name))
        {
            town = random.Place();
            name = $"{town} {random.Pick(academy ? EnglishNames.Academies : EnglishNames.Maintained)}";
        }

        var area = $"Q{(char)('A' + random.Next(26))}{random.Next(1, 30)}";
        return new(
            urn.ToString(CultureInfo.InvariantCulture), name, town, $"{area} {random.Next(1, 9)}ZZ", academy);
    }

    GeneratedDepartment Department(Random random, GeneratedSchool school, Kind kind, int index)
    {
        var subject = kind == Kind.Science ? Subject.Science : Subject.Mathematics;
        var developed = kind is Kind.East or Kind.West or Kind.OwnTheme or Kind.Pair;
        var began = random.Next(2016, 2024);
        return new(
            school,
            subject,
            PersonGenerator.People(random, school, subject, specialist: kind == Kind.Specialist),
            developed ? $"{began}-{(began + 1) % 100:00}" : null,
            kind == Kind.Science ? null : Application(random, kind, index));
    }

    GeneratedApplication Application(Random random, Kind kind, int index) => new(
        GroupGenerator.Of(kind, index),
        kind == Kind.Pair && index + 1 < options.DepartmentsPerHub ? index + 1 : null,
        kind == Kind.OwnTheme ? random.Pick(Texts.Themes) : "",
        random.Pick(Texts.Motivations),
        $"{random.Pick(EnglishNames.Given)} {random.Pick(EnglishNames.Family)}",
        new DateOnly(2024, 6, 3).AddDays(random.Next(40)));
}
