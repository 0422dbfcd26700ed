using System.Diagnostics;
using Mastery.Cli.Gias;
using Mastery.Testing.Gias;

namespace Mastery.Cli.Tests.Gias;

/// <summary>Files as GIAS publishes them: generated, and the real ones where this machine has them.</summary>
public sealed class RealFileTests(ITestOutputHelper output)
{
    const string Folder = "MASTERY_GIAS_SAMPLES";

    [Fact]
    public void Takes_every_row_of_a_generated_file()
    {
        using var stream = Generated(2_000);

        var reader = GiasSchoolReader.Open(stream);
        var rows = reader.Read().ToList();

        Assert.Equal(("Windows-1252", 140), (reader.Table.Coding.Name, reader.Table.Header.Count));
        Assert.Equal((2_000, 0, 0), (reader.Counts.Accepted, reader.Counts.Rejected, reader.Counts.Warnings));
        Assert.Contains(rows, row => row.Record!.DisplayName == "Brontë School, Sixth Form and Nursery");
    }

    [Fact]
    public void Takes_the_real_succession_links_whole()
    {
        using var stream = Sample("links_20240129_windows1252.csv");

        var reader = GiasSuccessionReader.Open(stream);
        var rows = reader.Read().ToList();

        output.WriteLine($"{rows.Count} links, {reader.Table.Coding.Name}");
        Assert.All(rows, row => Assert.Empty(row.Issues));
        Assert.Equal(reader.Counts.Lines - 1, reader.Counts.Accepted);
        Assert.InRange(rows.Count, 32_196, 32_200);
    }

    [Fact]
    public void Takes_the_real_schools_of_2021_whole()
    {
        using var stream = Sample("establishments_2021_utf8.csv");

        var reader = GiasSchoolReader.Open(stream);
        var rows = reader.Read().ToList();

        Assert.Equal(99, rows.Count);
        Assert.All(rows, row => Assert.NotNull(row.Record));
        foreach (var issue in rows.SelectMany(row => row.Issues))
        {
            output.WriteLine(issue.ToString());
        }
    }

    [Fact(Explicit = true)]
    public void Parses_fifty_thousand_rows()
    {
        using var stream = Generated(50_000);
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            var rows = GiasSchoolReader.Open(stream).Read().Count(row => row.Record is not null);
            output.WriteLine(
                $"{rows:N0} rows, {stream.Length / 1e6:N1} MB in {watch.Elapsed.TotalSeconds:N2} s: "
                    + $"{rows / watch.Elapsed.TotalSeconds:N0} rows/s");
        }
    }

    static MemoryStream Generated(int rows)
    {
        var stream = new MemoryStream();
        new GiasFileGenerator().Write(stream, rows);
        return stream;
    }

    static FileStream Sample(string file)
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"set {Folder} to a folder with the real {file}");
        return File.OpenRead(Path.Combine(folder, file));
    }
}
