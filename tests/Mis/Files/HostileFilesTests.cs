using System.IO.Compression;
using Mastery.Mis.Tests.Formats;
using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.Files;

/// <summary>Damaged files: what cannot be read is a <see cref="StaffSourceException"/>, whatever was damaged.</summary>
public sealed class HostileFilesTests : IDisposable
{
    const int Times = 60;

    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public Task An_archive() => DamageAsync(Export.OneRoster12(_files, Teacher.Some(1)));

    [Fact]
    public Task A_workbook() => DamageAsync(Export.Sheet(_files, Teacher.Some(2)));

    [Fact]
    public Task An_old_workbook() => DamageAsync(Export.OldSheet(_files, Teacher.Some(8)));

    [Fact]
    public async Task An_old_workbook_whose_parts_follow_each_other_in_a_ring()
    {
        var bytes = await File.ReadAllBytesAsync(Export.OldSheet(_files, Teacher.Some(9)));
        // Of the third part of the file the next one is itself.
        BitConverter.GetBytes(2).CopyTo(bytes, OldWorkbook.Sector + 8);
        await File.WriteAllBytesAsync(_files["ring.xls"], bytes);

        await Assert.ThrowsAsync<StaffSourceException>(() => TestFiles.ReadAsync(_files["ring.xls"]));
    }

    [Fact]
    public async Task The_inside_of_a_workbook()
    {
        var path = Export.Sheet(_files, Teacher.Some(3));
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            var entry = archive.GetEntry("xl/worksheets/sheet0.xml")!;
            using var stream = entry.Open();
            stream.SetLength(stream.Length / 2);
        }

        await Assert.ThrowsAsync<StaffSourceException>(() => TestFiles.ReadAsync(path));
    }

    [Fact]
    public Task A_list() => DamageAsync(Export.List(_files, Teacher.Some(4)));

    [Fact]
    public Task A_census() => DamageAsync(Export.Census(_files, Teacher.Some(5), Teacher.Some(5)[0].School));

    [Fact]
    public async Task Random_bytes()
    {
        var random = new Random(6);
        var bytes = new byte[5_000];
        for (var time = 0; time < Times; time++)
        {
            random.NextBytes(bytes);
            await TryAsync(bytes);
        }
    }

    [Fact]
    public async Task Thousands_of_lines_that_say_nothing()
    {
        var path = _files.Write("x.csv", "Staff ID,Surname,Forename\n" + string.Concat(Enumerable.Repeat("1,x,\n",
            20_000)));

        var readings = await StaffSources.OpenFile(path).ReadAsync().ToListAsync();

        Assert.Equal(10_001, readings.OfType<SourceProblem>().Count());
        Assert.EndsWith("more problems are not listed; is it the right file?",
            readings.OfType<SourceProblem>().Last().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_that_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await StaffSources
            .OpenFile(Export.List(_files, Teacher.Some(7))).ReadAsync(cancelled.Token).ToListAsync());
    }

    async Task DamageAsync(string path)
    {
        var random = new Random(path.Length);
        var whole = await File.ReadAllBytesAsync(path);
        for (var time = 0; time < Times; time++)
        {
            var bytes = whole.ToArray();
            foreach (var _ in Enumerable.Range(0, random.Next(1, 6)))
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            await TryAsync(time % 3 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }
    }

    async Task TryAsync(byte[] bytes)
    {
        await File.WriteAllBytesAsync(_files["damaged"], bytes);
        try
        {
            await TestFiles.ReadAsync(_files["damaged"]);
        }
        catch (StaffSourceException failure)
        {
            Assert.DoesNotContain("hill.example", failure.Message, StringComparison.Ordinal);
        }
    }
}
