using System.Diagnostics;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Inventory;

/// <summary>A copy of the checkout's sources, to be changed.</summary>
sealed class SourceCopy : IDisposable
{
    static readonly string[] Skipped = ["bin", "obj", "node_modules", "TestResults"];

    public SourceCopy() => Copy(new(Programs.Checkout), Folder);

    /// <summary>The folder of the copy.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("mastery-copy-tests-").FullName;

    /// <summary>Adds a file.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs a program in the copy.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{output}\n{await errors}");
        return output;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories()
            .Where(folder => !Skipped.Contains(folder.Name) && !folder.Name.StartsWith('.')))
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }
}
