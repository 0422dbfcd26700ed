using System.Diagnostics;
using System.Globalization;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Local;

/// <summary>The machine's processes, as /proc tells of them.</summary>
static class Processes
{
    public static IEnumerable<(int Id, string[] Arguments)> Running()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks at processes by /proc.");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && ArgumentsOf(id) is { Length: > 1 } arguments)
            {
                yield return (id, arguments);
            }
        }
    }

    /// <summary>Whether a process runs; one that nobody has collected yet does not.</summary>
    public static bool IsRunning(int id) => ArgumentsOf(id).Length > 0;

    public static async Task SignalAsync(string signal, int id)
    {
        using var kill = Process.Start("kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>As many free ports as the suite takes.</summary>
    public static Ports FreePorts() => new(Mastery.Testing.FreePorts.Take(Ports.Count)[0]);

    static string[] ArgumentsOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
