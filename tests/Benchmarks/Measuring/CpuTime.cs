using System.Globalization;

namespace Mastery.Benchmarks.Measuring;

/// <summary>The CPU time of processes, user and system together, as Linux counts it.</summary>
static class CpuTime
{
    // Where they are in /proc/PID/stat, counted from the field after the name.
    const int Parent = 1;
    const int User = 11;
    const int System = 12;
    const int ChildrenUser = 13;
    const int ChildrenSystem = 14;

    // What Linux shows to programs is in hundredths of a second on every machine.
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Of these processes and all below them. What ended meanwhile stays counted, in the parent that collected it: so
    /// the postmaster has the backends of connections that were closed.
    /// </summary>
    public static TimeSpan OfTrees(params IEnumerable<int> roots)
    {
        var all = Read();
        var children = all.ToLookup(process => (int)process.Value[Parent], process => process.Key);
        return Tick * roots.Sum(Below);

        long Below(int process) =>
            all.TryGetValue(process, out var stat)
                ? stat[User] + stat[System] + stat[ChildrenUser] + stat[ChildrenSystem] + children[process].Sum(Below)
                : 0;
    }

    /// <summary>Of the programs that this process started and waited for.</summary>
    public static TimeSpan OfEnded()
    {
        var stat = Parse(File.ReadAllText("/proc/self/stat"));
        return Tick * (stat[ChildrenUser] + stat[ChildrenSystem]);
    }

    static Dictionary<int, long[]> Read()
    {
        Dictionary<int, long[]> all = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && TryRead(folder) is { } text)
            {
                all[id] = Parse(text);
            }
        }
        return all;
    }

    static string? TryRead(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            return null; // It ended between the listing and the reading.
        }
    }

    // The name, in parentheses, may hold anything; the state after it is a letter.
    static long[] Parse(string text) =>
    [
        0,
        .. text[(text.LastIndexOf(')') + 4)..].Split(' ').Take(ChildrenSystem)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)),
    ];
}
