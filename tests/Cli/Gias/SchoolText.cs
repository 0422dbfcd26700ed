using System.Text;
using Mastery.Cli.Gias;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Gias;

/// <summary>Small files of schools, made in the test that reads them.</summary>
static class SchoolText
{
    public const string Header =
        "URN,EstablishmentName,EstablishmentStatus (code),EstablishmentNumber,LA (code),LA (name),UKPRN,"
        + "PhaseOfEducation (code),StatutoryHighAge,OpenDate,Street,TypeOfEstablishment (code)";

    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>A row with one column set to something else.</summary>
    public static string Row(string urn = "990001", string column = "", string value = "")
    {
        var cells = new Dictionary<string, string>
        {
            ["URN"] = urn,
            ["EstablishmentName"] = "Oakfield Academy",
            ["EstablishmentStatus (code)"] = "1",
            ["EstablishmentNumber"] = "4020",
            ["LA (code)"] = "384",
            ["LA (name)"] = "Wakefield",
            ["UKPRN"] = "10012345",
            ["PhaseOfEducation (code)"] = "4",
            ["StatutoryHighAge"] = "18",
            ["OpenDate"] = "01-09-2012", ["Street"] = "High Street", ["TypeOfEstablishment (code)"] = "34",
        };
        if (column.Length > 0)
        {
            cells[column] = value;
        }

        return string.Join(',', Header.Split(',').Select(name => cells[name]));
    }

    public static string File(params string[] rows) => string.Join("\r\n", [Header, .. rows]) + "\r\n";

    public static (List<GiasRow<SchoolRecord>> Rows, GiasSchoolReader Reader) Read(byte[] bytes)
    {
        var reader = GiasSchoolReader.Open(new MemoryStream(bytes));
        return (reader.Read().ToList(), reader);
    }

    public static (List<GiasRow<SchoolRecord>> Rows, GiasSchoolReader Reader) Read(
        string text, Encoding? encoding = null) =>
        Read((encoding ?? Encoding.UTF8).GetBytes(text));

    /// <summary>The only row of a file.</summary>
    public static GiasRow<SchoolRecord> One(string row) => Assert.Single(Read(File(row)).Rows);
}
