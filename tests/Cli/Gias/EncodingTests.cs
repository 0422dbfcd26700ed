using System.Text;
using static Mastery.Cli.Tests.Gias.SchoolText;

namespace Mastery.Cli.Tests.Gias;

public sealed class EncodingTests
{
    const string Name = "St Zoë’s Café School";

    static string Text => File(Row(column: "EstablishmentName", value: Name));

    [Fact]
    public void Reads_Windows_1252() => Reads(Windows1252.GetBytes(Text), "Windows-1252");

    [Fact]
    public void Reads_UTF_8() => Reads(Encoding.UTF8.GetBytes(Text), "UTF-8");

    [Fact]
    public void Reads_UTF_8_with_a_byte_order_mark() =>
        Reads([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text)], "UTF-8 with a byte order mark");

    [Fact]
    public void Reads_UTF_16_of_Excel() =>
        Reads([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text.Replace(',', '\t'))], "UTF-16");

    [Fact]
    public void Looks_for_the_first_accent_to_the_end_of_the_file()
    {
        var rows = Enumerable.Range(100_000, 5_000).Select(urn => Row($"{urn}")).ToArray();
        rows[^1] = Row("990001", "EstablishmentName", Name);

        var (read, reader) = Read(File(rows), Windows1252);

        Assert.Equal("Windows-1252", reader.Table.Coding.Name);
        Assert.Equal(Name, read[^1].Record!.DisplayName);
    }

    [Fact]
    public void Finds_UTF_8_characters_that_lie_across_the_blocks_it_reads()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = Header
                + "\n"
                + Row(column: "Street", value: "\"" + new string('x', shift) + new string('\u20AC', 70_000) + "\"");

            Assert.Equal(("UTF-8", 0), (Read(text).Reader.Table.Coding.Name, Read(text).Reader.Table.Coding.Damaged));
        }
    }

    [Fact]
    public void Reports_the_bad_cells_of_damaged_UTF_8_and_keeps_the_good_ones()
    {
        var bytes = Encoding.UTF8.GetBytes(File(
            Row("990001", "EstablishmentName", Name),
            Row("990002", "EstablishmentName", Name),
            Row("990003", "EstablishmentName", "Caf#")));
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xE9;

        var (rows, reader) = Read(bytes);

        Assert.Equal(Name, rows[1].Record!.DisplayName);
        Assert.Equal(
            ("EstablishmentName", "Café", "not UTF-8 text"),
            (rows[2].Issues[0].Column, rows[2].Issues[0].Value, rows[2].Issues[0].Reason));
        Assert.Equal(1, reader.Table.Coding.Damaged);
    }

    static void Reads(byte[] bytes, string coding)
    {
        var (rows, reader) = Read(bytes);

        Assert.Equal(Name, Assert.Single(rows).Record!.DisplayName);
        Assert.Equal(coding, reader.Table.Coding.Name);
    }
}
