using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Mastery.Mis.Tests.Formats;
using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.Files;

/// <summary>Files that are made to do harm, and sound ones that were changed at random inside their archives: each is
/// read or refused in words, soon, and in the long form also without much memory. <c>MASTERY_MALFORMED_FILES</c> is the
/// number of changed ones, and with it the others are 60 MB instead of 1.</summary>
public sealed class HarmfulFilesTests : IDisposable
{
    static readonly int? Long = Environment.GetEnvironmentVariable("MASTERY_MALFORMED_FILES") is { Length: > 0 } count
        ? int.Parse(count, CultureInfo.InvariantCulture)
        : null;

    static readonly int Megabytes = Long is null ? 1 : 60;
    static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(Long is null ? 20 : 120);
    // What is kept at a time: texts in memory have two bytes for one, and buffers grow by doubling.
    static readonly long Most = (50L << 20) + (Megabytes * 8L << 20);

    static readonly string[] Words =
    [
        "\0", "\"", "\r\n", "-1", "99999999999", "<!DOCTYPE x>", "]]>", "&#0;", "\uFEFF", "ZZZZZ9", "1e400",
    ];

    readonly TestFiles _files = new();
    readonly Dictionary<string, int> _outcomes = [];

    public void Dispose() => _files.Dispose();

    [Fact]
    public Task A_list() => AllAsync(new HarmfulFiles(Megabytes).Texts());

    [Fact]
    public Task A_census() => AllAsync(new HarmfulFiles(Megabytes).Documents());

    [Fact]
    public Task An_archive() => AllAsync(new HarmfulFiles(Megabytes).Archives());

    [Fact]
    public Task A_workbook() => AllAsync(new HarmfulFiles(Megabytes).Parts().Select(harm =>
        ($"{harm.Name}.xlsx", With(harm.Part, Encoding.UTF8.GetBytes(harm.Text)))));

    [Fact]
    public async Task A_part_of_one_that_was_changed()
    {
        var sound = new[]
        {
            Export.OneRoster12(_files, Teacher.Some(1)), Export.Sheet(_files, Teacher.Some(2)),
            _files.Zip("sds.zip", ("School.csv", "SIS ID,Name\n1,S\n"), ("Teacher.csv",
                "SIS ID,School SIS ID,First Name,Last Name\nt1,1,Anna,Ash\n")),
        }.Select(path => (Path.GetExtension(path), Parts(File.ReadAllBytes(path)))).ToList();
        for (var seed = 0; seed < (Long ?? 200); seed++)
        {
            var random = new Random(seed);
            var (extension, parts) = sound[random.Next(sound.Count)];
            var part = random.Next(parts.Count);
            var changed = parts.Select((each, index) =>
                index == part ? (each.Name, Change(each.Bytes, random)) : each).ToList();
            await TryAsync($"changed{extension}", Packed(changed), $"seed {seed}, {parts[part].Name}");
        }

        Say();
        // The control: some are still read, and some are not.
        Assert.True(_outcomes.Keys.Any(outcome => outcome == "read") && _outcomes.Count > 1);
    }

    async Task AllAsync(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        foreach (var (name, bytes) in files)
        {
            await TryAsync(name, bytes, name);
        }

        Say();
    }

    async Task TryAsync(string name, byte[] bytes, string what)
    {
        await File.WriteAllBytesAsync(_files[name], bytes);
        var start = Stopwatch.GetTimestamp();
        var before = GC.GetTotalMemory(forceFullCollection: Long is not null);
        var reading = Task.Run(() => Read(name, what));
        var most = 0L;
        while (await Task.WhenAny(reading, Task.Delay(Sample)) != reading)
        {
            // Only where no other test runs beside it.
            most = Long is null ? 0 : Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            Assert.True(most < Most, $"{what}: {most:N0} bytes are kept.");
            Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"{what} takes longer than {Soon.TotalSeconds} s.");
        }

        var outcome = await reading;
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        File.Delete(_files[name]);
    }

    string Read(string name, string what)
    {
        var outcome = "read";
        try
        {
            foreach (var reading in StaffSources.OpenFile(_files[name]).ReadAsync().ToBlockingEnumerable())
            {
                Assert.DoesNotContain("root:", $"{reading}", StringComparison.Ordinal);
            }
        }
        catch (StaffSourceException refusal)
        {
            outcome = refusal.Message;
        }
        catch (Exception other)
        {
            throw new InvalidOperationException($"{what}: {other.Message}", other);
        }

        return outcome;
    }

    byte[] With(string part, byte[] text)
    {
        File.Delete(_files["list.xlsx"]);
        var parts = Parts(File.ReadAllBytes(Export.Sheet(_files, Teacher.Some(3))));
        return Packed([.. parts.Select(each => each.Name == part ? (part, text) : each)]);
    }

    void Say()
    {
        foreach (var (outcome, count) in _outcomes.OrderByDescending(entry => entry.Value).Take(20))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{count,8} × {outcome}");
        }
    }

    static byte[] Change(byte[] bytes, Random random)
    {
        List<byte> changed = [.. bytes];
        for (var times = random.Next(1, 8); times > 0 && changed.Count > 0; times--)
        {
            var at = random.Next(changed.Count);
            var length = Math.Min(random.Next(1, 40), changed.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, length);
                    break;
                case 2:
                    changed.InsertRange(random.Next(changed.Count), changed.GetRange(at, length));
                    break;
                case 3:
                    changed.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), length));
                    break;
                case 4:
                    changed.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
                    break;
                default:
                    changed.RemoveRange(at, changed.Count - at);
                    break;
            }
        }

        return [.. changed];
    }

    static List<(string Name, byte[] Bytes)> Parts(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return [.. zip.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return (entry.FullName, copy.ToArray());
        })];
    }

    static byte[] Packed(List<(string Name, byte[] Bytes)> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
