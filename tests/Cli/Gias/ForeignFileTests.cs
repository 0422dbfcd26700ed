using System.IO.Compression;
using System.Text;
using Mastery.Cli.Gias;
using static Mastery.Cli.Tests.Gias.SchoolText;

namespace Mastery.Cli.Tests.Gias;

public sealed class ForeignFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\r\n")]
    public void Says_that_a_file_is_empty(string text) => Refuses(Encoding.UTF8.GetBytes(text), "the file is empty");

    [Fact]
    public void Knows_a_workbook_or_zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("edubasealldata.csv").Open().Dispose();
        }

        Refuses(stream.ToArray(), "Excel workbook (.xlsx)");
    }

    [Theory]
    [InlineData("\r\n<!DOCTYPE html><html><body>Sign in</body></html>", "a web page")]
    [InlineData("{\"urn\": 100000}", "JSON")]
    [InlineData("%PDF-1.7", "a PDF")]
    [InlineData(
        "Dear colleague,\nplease find the file elsewhere.",
        "no line of the first 20 is a header with the columns URN, EstablishmentName")]
    public void Says_what_a_file_looks_like(string text, string looks) => Refuses(Encoding.UTF8.GetBytes(text), looks);

    [Fact]
    public void Knows_a_binary_file() =>
        Refuses([.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 7 % 40))], "a binary file");

    [Fact]
    public void Names_the_columns_that_are_missing() =>
        Refuses(
            Encoding.UTF8.GetBytes("URN,Name\n100000,Oakfield"),
            "EstablishmentStatus (code) or EstablishmentStatus (name)");

    static void Refuses(byte[] bytes, string says) =>
        Assert.Contains(says, Assert.Throws<GiasFileException>(() => Read(bytes)).Message, StringComparison.Ordinal);
}
