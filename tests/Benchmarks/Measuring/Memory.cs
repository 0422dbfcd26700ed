using System.Globalization;

namespace Mastery.Benchmarks.Measuring;

/// <summary>The memory of processes, in megabytes, as Linux counts it.</summary>
static class Memory
{
    const double KilobytesPerMegabyte = 1024;

    /// <summary>What a process has in memory.</summary>
    public static double Resident(int process) => Read($"/proc/{process}", "VmRSS:") / KilobytesPerMegabyte;

    /// <summary>What a process and its children have in memory for themselves: without what they share, which would
    /// count once for each.</summary>
    public static double Private(int root) =>
        Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && (id == root || Read(folder, "PPid:") == root))
            .Sum(folder => Read(folder, "RssAnon:")) / KilobytesPerMegabyte;

    static double Read(string folder, string field)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(folder, "status"))
                .FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null
                ? 0
                : double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal),
                    CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It ended meanwhile.
        }
    }
}
