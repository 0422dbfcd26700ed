using System.Globalization;
using System.Text;

namespace Mastery.Testing.Gias;

/// <summary>
/// Writes establishment files like those of GIAS, of any length: Windows-1252, CRLF, 140 columns, about 1.1 kilobytes a
/// row, quotation marks only where a value has a comma. The same seed writes the same file.
/// </summary>
public sealed class GiasFileGenerator(int seed = 1)
{
    static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    static readonly string[] Saints =
    [
        "St Mary's", "St Peter’s", "Holy Trinity", "The King's", "Oakfield", "Brontë", "Hawthorn", "Moor End",
    ];
    static readonly string[] Kinds =
        ["Academy", "High School", "CofE Primary School", "Community College", "School, Sixth Form and Nursery"];
    static readonly string[] Streets = ["High Street", "Church Lane", "Café Row", "Station Road", "Mill Lane"];
    static readonly (string Code, string Name, string District, string Town)[] Places =
    [
        ("382", "Kirklees", "E08000034", "Huddersfield"), ("384", "Wakefield", "E08000036", "Wakefield"),
        ("810", "Kingston upon Hull, City of", "E06000010", "Hull"),
        ("813", "North Lincolnshire", "E06000013", "Scunthorpe"),
        ("373", "Sheffield", "E08000019", "Sheffield"), ("380", "Bradford", "E08000032", "Bradford"),
        ("665", "Isle of Anglesey", "W06000001", "Holyhead"), ("201", "City of London", "E09000001", "London"),
    ];

    static readonly (string Code, string Name, string Low, string High)[] Phases =
        [
            ("2", "Primary", "4", "11"),
            ("2", "Primary", "3", "11"),
            ("4", "Secondary", "11", "18"),
            ("4", "Secondary", "11", "16"),
            ("7", "All-through", "3", "18"),
            ("0", "Not applicable", "5", "16"),
        ];

    static readonly (string Code, string Name, string Group, string GroupName)[] Types =
    [
        ("01", "Community school", "4", "Local authority maintained schools"),
        ("02", "Voluntary aided school", "4", "Local authority maintained schools"),
        ("34", "Academy converter", "10", "Academies"),
        ("28", "Academy sponsor led", "10", "Academies"),
        ("11", "Other independent school", "3", "Independent schools"),
    ];

    // Values of the columns that are not read, so that a row is as long as a real one.
    static readonly Dictionary<string, string> Filler = new()
    {
        ["ReasonEstablishmentOpened (name)"] = "Not applicable",
        ["ReasonEstablishmentClosed (name)"] = "Not applicable",
        ["Boarders (name)"] = "No boarders",
        ["NurseryProvision (name)"] = "Has Nursery Classes",
        ["OfficialSixthForm (name)"] = "Does not have a sixth form",
        ["Gender (name)"] = "Mixed",
        ["ReligiousCharacter (name)"] = "Roman Catholic",
        ["ReligiousEthos (name)"] = "Does not apply",
        ["Diocese (name)"] = "Diocese of Hallam",
        ["AdmissionsPolicy (name)"] = "Not applicable",
        ["SchoolCapacity"] = "420",
        ["SpecialClasses (name)"] = "No Special Classes",
        ["CensusDate"] = "18-01-2024",
        ["NumberOfPupils"] = "398",
        ["PercentageFSM"] = "10.2",
        ["TrustSchoolFlag (name)"] = "Supported by a multi-academy trust",
        ["SchoolSponsorFlag (name)"] = "Not applicable",
        ["FederationFlag (name)"] = "Not under a federation",
        ["SchoolWebsite"] = "http://www.school.example.sch.uk/about-us/welcome",
        ["TelephoneNum"] = "01924000000",
        ["HeadTitle (name)"] = "Ms",
        ["HeadFirstName"] = "Example",
        ["HeadLastName"] = "Person",
        ["HeadPreferredJobTitle"] = "Headteacher",
        ["FurtherEducationType (name)"] = "Not applicable",
        ["OfstedSpecialMeasures (name)"] = "Not applicable",
        ["BSOInspectorateName (name)"] = "Not applicable",
        ["TeenMoth (name)"] = "Not applicable",
        ["CCF (name)"] = "Not applicable",
        ["SENPRU (name)"] = "Not applicable",
        ["EBD (name)"] = "Not applicable",
        ["FTProv (name)"] = "Not applicable",
        ["EdByOther (name)"] = "Not applicable",
        ["Section41Approved (name)"] = "Not approved",
        ["ParliamentaryConstituency (name)"] = "Normanton, Pontefract and Castleford",
        ["UrbanRural (name)"] = "(England/Wales) Urban city and town",
        ["AdministrativeWard (name)"] = "Stanley and Outwood East",
        ["MSOA (name)"] = "Wakefield 004",
        ["LSOA (name)"] = "Wakefield 004B",
        ["OfstedRating (name)"] = "Good",
        ["RSCRegion (name)"] = "East Midlands and the Humber",
        ["UPRN"] = "63000000000",
        ["MSOA (code)"] = "E02002440",
        ["LSOA (code)"] = "E01011743",
        ["FSM"] = "41",
    };

    readonly Random _random = new(seed);

    /// <summary>Writes a header and the given number of rows, with consecutive URNs.</summary>
    public void Write(Stream stream, int rows, int firstUrn = 100000)
    {
        using var writer = new StreamWriter(stream, Windows1252, 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(Line(GiasColumns.All));
        for (var i = 0; i < rows; i++)
        {
            var row = Row(firstUrn + i);
            writer.WriteLine(Line(GiasColumns.All.Select(column => row.GetValueOrDefault(column, ""))));
        }
    }

    /// <summary>One school, by column; columns that are empty are left out.</summary>
    public Dictionary<string, string> Row(int urn)
    {
        var (place, phase, type) = (Pick(Places), Pick(Phases), Pick(Types));
        var closed = _random.Next(5) == 0;
        return new(Filler)
        {
            ["URN"] = urn.ToString(CultureInfo.InvariantCulture),
            ["LA (code)"] = place.Code, ["LA (name)"] = place.Name,
            ["EstablishmentNumber"] = $"{_random.Next(1000, 9999)}",
            ["EstablishmentName"] = $"{Pick(Saints)} {Pick(Kinds)}",
            ["TypeOfEstablishment (code)"] = type.Code, ["TypeOfEstablishment (name)"] = type.Name,
            ["EstablishmentTypeGroup (code)"] = type.Group, ["EstablishmentTypeGroup (name)"] = type.GroupName,
            ["EstablishmentStatus (code)"] = closed ? "2" : "1",
            ["EstablishmentStatus (name)"] = closed ? "Closed" : "Open",
            ["OpenDate"] = _random.Next(3) == 0 ? "" : $"01-09-{_random.Next(1998, 2024)}",
            ["CloseDate"] = closed ? "31-08-2024" : "",
            ["PhaseOfEducation (code)"] = phase.Code, ["PhaseOfEducation (name)"] = phase.Name,
            ["StatutoryLowAge"] = phase.Low, ["StatutoryHighAge"] = phase.High,
            ["Trusts (code)"] = $"{_random.Next(2000, 17000)}", ["Trusts (name)"] = $"{Pick(Saints)} Learning Trust",
            ["UKPRN"] = $"{10000000 + _random.Next(100000)}",
            ["LastChangedDate"] = $"{_random.Next(1, 29):00}-0{_random.Next(1, 10)}-2024",
            ["Street"] = Pick(Streets),
            ["Town"] = place.Town,
            ["County (name)"] = "West Yorkshire",
            ["Postcode"] = $"WF{_random.Next(1, 17)} {_random.Next(1, 10)}AB",
            ["GOR (code)"] = "D", ["GOR (name)"] = "Yorkshire and the Humber",
            ["DistrictAdministrative (code)"] = place.District, ["DistrictAdministrative (name)"] = place.Name,
        };
    }

    /// <summary>A line of CSV, without its end.</summary>
    public static string Line(IEnumerable<string> values) =>
        string.Join(
            ',',
            values.Select(
                value => value.AsSpan().IndexOfAny(",\"\r\n") < 0
                    ? value
                    : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
