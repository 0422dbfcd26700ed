using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mastery.Cli.Gias;
using static Mastery.Cli.Tests.Gias.SchoolText;

namespace Mastery.Cli.Tests.Gias;

public sealed class ArbitraryFileTests
{
    static readonly Gen<string> Damage = Gen.Elements(
        "\"", "\"\"", ",", "\0", "\n", "\r", "é", "\u00A0", "1.00063E+11", "x", "", "'", "\"\r\n", "01/01/1900");

    static readonly Gen<string> Line =
        from urn in Gen.Choose(100_000, 100_030)
        from at in Gen.Choose(0, 90)
        from damages in Damage.ListOf()
        from hits in Gen.Choose(0, 2)
        let row = Row($"{urn}")
        select hits == 0 ? row : row.Insert(Math.Min(at, row.Length), string.Concat(damages.Take(hits)));

    [Property(MaxTest = 1000)]
    public bool Bytes_of_any_kind_are_read_or_refused_as_a_whole(byte[] bytes) => ReadOrRefused(bytes);

    [Property(MaxTest = 1000)]
    public bool Bytes_of_any_kind_below_a_header_are_accounted_for(byte[] bytes) =>
        Accounted([.. Encoding.UTF8.GetBytes(Header + "\n"), .. bytes]);

    [Property(MaxTest = 1000)]
    public Property Every_line_of_a_damaged_file_is_accounted_for() =>
        Prop.ForAll(Line.ListOf().ToArbitrary(), lines =>
            Accounted(Encoding.UTF8.GetBytes(File([.. lines]))) && Accounted(Windows1252.GetBytes(File([.. lines]))));

    [Property(MaxTest = 500)]
    public Property Damage_to_one_row_costs_no_other() =>
        Prop.ForAll(Damage.ListOf().ToArbitrary(), Gen.Choose(0, 90).ToArbitrary(), (damages, at) =>
        {
            var damage = string.Concat(damages)
                .Replace("\n", "", StringComparison.Ordinal)
                .Replace("\r", "", StringComparison.Ordinal);
            var damaged = Row("990002").Insert(Math.Min(at, Row().Length), damage);

            var (rows, _) = Read(File(Row("990001"), damaged, Row("990003"), Row("990004")));

            return rows.Where(row => row.Line != 3)
                .Select(row => row.Record?.Urn)
                .SequenceEqual(["990001", "990003", "990004"]);
        });

    static bool ReadOrRefused(byte[] bytes)
    {
        try
        {
            return Accounted(bytes);
        }
        catch (GiasFileException)
        {
            return true;
        }
    }

    static bool Accounted(byte[] bytes)
    {
        var (rows, reader) = Read(bytes);
        var counts = reader.Counts;
        return counts.Lines == Lines(bytes)
            && counts.Lines == counts.Preamble + 1 + counts.Blank + counts.Accepted + counts.Rejected + counts.Outside
                + counts.Continued
            && rows.Count == counts.Accepted + counts.Rejected + counts.Outside
            && rows.Count(row => row.Record is null && row.Issues.Count == 0) == counts.Outside
            && rows.Select(row => row.Line).SequenceEqual(rows.Select(row => row.Line).Distinct().Order());
    }

    static int Lines(byte[] bytes) =>
        bytes.Count(value => value == '\n') + (bytes.Length > 0 && bytes[^1] != '\n' ? 1 : 0);
}
