using System.Globalization;
using System.Text;
using Mastery.Cli.Gias;
using static Mastery.Cli.Tests.Gias.SchoolText;

namespace Mastery.Cli.Tests.Gias;

/// <summary>Files that are made to do harm, and sound ones that were changed at random: each is read or refused in
/// words, and in the long form also without much memory. <c>MASTERY_MALFORMED_FILES</c> is the number of changed ones,
/// and with it the others are 60 MB instead of 1.</summary>
public sealed class HarmfulFileTests
{
    const string Participations = "URN,Subject,NCP code,Academic year,Advocate 1\n990001,Maths,NCP24-14,2023/24,A\n";

    static readonly int? Long = Environment.GetEnvironmentVariable("MASTERY_MALFORMED_FILES") is { Length: > 0 } count
        ? int.Parse(count, CultureInfo.InvariantCulture)
        : null;

    static readonly int Megabytes = Long is null ? 1 : 60;

    // Of a file little is kept at a time, however large it is.
    const long Most = 60 << 20;

    static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(200);

    static readonly string[] Words = ["\0", "\"", "\r", "\n", ",", "\uFEFF", "'", "99999999999", "é", "=1+1", "\t"];

    public static TheoryData<string> Harm =>
    [
        "a line", "quotation marks", "a quotation mark", "columns", "columns in a row", "empty lines", "NUL", "UTF-16",
        "half a character", "UTF-16 without its mark", "UTF-32", "returns",
    ];

    [Theory, MemberData(nameof(Harm))]
    public async Task Is_read_or_refused(string harm)
    {
        foreach (var header in new[] { Header + "\n", Participations })
        {
            await TryAsync(harm switch
            {
                "a line" => Utf8(header + Many("x")),
                "quotation marks" => Utf8(header + Many("\"")),
                "a quotation mark" => Utf8(header + "\"" + Many("x,\n")),
                "columns" => Utf8(Many(",") + "\n" + header),
                "columns in a row" => Utf8(header + Many(",") + "\n" + Row()),
                "empty lines" => Utf8(header + Many("\r\n")),
                "NUL" => Utf8(header + Many("\0")),
                "UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(header + Many("\ud800x,"))],
                "half a character" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(header + Row()), 1],
                "UTF-16 without its mark" => Encoding.Unicode.GetBytes(header + Row()),
                "UTF-32" => [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(header)],
                _ => Utf8(header.Replace('\n', '\r') + Many("x,\r")),
            }, harm);
        }
    }

    [Fact]
    public async Task A_file_that_was_changed_is_read_or_refused()
    {
        byte[][] sound = [Utf8(File(Row("990001"), Row("990002"), Row("990003"))), Utf8(Participations)];
        for (var seed = 0; seed < (Long ?? 200); seed++)
        {
            var random = new Random(seed);
            List<byte> bytes = [.. sound[random.Next(sound.Length)]];
            for (var times = random.Next(1, 10); times > 0; times--)
            {
                var at = random.Next(bytes.Count);
                bytes.InsertRange(at, Utf8(Words[random.Next(Words.Length)]));
                bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                bytes.RemoveRange(at, random.Next(Math.Min(3, bytes.Count - at)));
            }

            await TryAsync([.. bytes], $"seed {seed}");
        }
    }

    static async Task TryAsync(byte[] bytes, string what)
    {
        var before = GC.GetTotalMemory(forceFullCollection: Long is not null);
        var reading = Task.Run(() =>
        {
            Try(() => GiasSchoolReader.Open(new MemoryStream(bytes)).Read().Count(), what);
            Try(() => ParticipationReader.Open(new MemoryStream(bytes)).Read().Count(), what);
        });
        // Only where no other test runs beside it.
        while (Long is not null && await Task.WhenAny(reading, Task.Delay(Sample)) != reading)
        {
            var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            Assert.True(kept < Most, $"{what}: {kept:N0} bytes are kept.");
        }

        await reading;
    }

    static void Try(Func<int> read, string what)
    {
        try
        {
            read();
        }
        catch (GiasFileException refusal)
        {
            Assert.True(refusal.Message.Length < 1_000, $"{what}: {refusal.Message.Length} characters of refusal");
        }
        catch (Exception other)
        {
            throw new InvalidOperationException($"{what}: {other.Message}", other);
        }
    }

    static string Many(string text) => string.Concat(Enumerable.Repeat(text, (Megabytes << 20) / text.Length));

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
