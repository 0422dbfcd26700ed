using System.Diagnostics;
using System.Globalization;

namespace Mastery.Local;

/// <summary>
/// A program of the suite as a process of its own, whose output goes to a log file. Between us and it stands a small
/// shell that waits for our pipe to close: the system closes it however we end, so that nothing outlives the launcher.
/// </summary>
public sealed class Child : IAsyncDisposable
{
    // Arguments: the log file, then the program and its arguments. Ctrl-C is the launcher's to handle: the program
    // inherits being deaf to it. SIGTERM lets it finish its calls; what does not end in ten seconds is killed.
    const string Shell = """
        log=$1; shift
        trap '' INT HUP
        exec 3<&0
        "$@" </dev/null >>"$log" 2>&1 3<&- &
        child=$!
        echo "$child"
        {
          while read -r line; do :; done
          kill -TERM "$child" 2>/dev/null
          tries=0
          while kill -0 "$child" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
          kill -KILL "$child" 2>/dev/null
        } <&3 3<&- >/dev/null 2>&1 &
        watcher=$!
        exec 3<&- >&- 2>/dev/null
        wait "$child"; code=$?
        kill "$watcher" 2>/dev/null
        exit $code
        """;

    readonly Process process;
    readonly string log;
    readonly long start;

    Child(string name, Process process, string log, long start)
    {
        Name = name;
        this.process = process;
        this.log = log;
        this.start = start;
        Exited = process.WaitForExitAsync();
    }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>The program's own process id.</summary>
    public int Id { get; private set; }

    /// <summary>Completes when it has ended, for whatever reason.</summary>
    public Task Exited { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="name">What people call it; names the log file.</param>
    /// <param name="program">The path of its assembly.</param>
    /// <param name="arguments">Its arguments: visible to every user of the machine, so without secrets.</param>
    /// <param name="environment">Its environment variables beside ours, where secrets go.</param>
    /// <param name="logs">The folder of logs.</param>
    public static async Task<Child> StartAsync(
        string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logs)
    {
        var log = Path.Combine(logs, $"{name}.log");
        var start = File.Exists(log) ? new FileInfo(log).Length : 0;
        string[] command = [Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet", program, .. arguments];
        var info = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(command[0], command[1..]) { CreateNewProcessGroup = true }
            : new ProcessStartInfo("/bin/sh", ["-c", Shell, "mastery-child", log, .. command]);
        (info.RedirectStandardInput, info.RedirectStandardOutput) = (true, true);
        foreach (var (key, value) in environment)
            info.Environment[key] = value;
        var child = new Child(name, Process.Start(info)!, log, start);
        await child.ReadIdAsync();
        return child;
    }

    /// <summary>The last lines that it logged since it was started, for a message about its end.</summary>
    public string LastWords(int lines = 12)
    {
        if (!File.Exists(log))
            return "";
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(start, SeekOrigin.Begin);
        return string.Join('\n', new StreamReader(stream).ReadToEnd().TrimEnd().Split('\n').TakeLast(lines));
    }

    /// <summary>Its exit code, after <see cref="Exited"/>.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Asks it to finish, and waits until it has; ten seconds later it is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        if (OperatingSystem.IsWindows() && !process.HasExited)
            process.Kill(entireProcessTree: true);
        await Exited;
        process.Dispose();
    }

    static bool IsDotnet(string host) => Path.GetFileNameWithoutExtension(host) == "dotnet";

    async Task ReadIdAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            Id = process.Id;
            _ = process.StandardOutput.BaseStream.CopyToAsync(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.Read));
            return;
        }
        var line = await process.StandardOutput.ReadLineAsync();
        Id = int.TryParse(line, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new SuiteException($"{Name} could not be started; {log} may say why.");
    }
}
