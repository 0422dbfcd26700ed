using System.Diagnostics;
using System.Globalization;

namespace Mastery.Local;

/// <summary>
/// A program of the suite as a process of its own, whose output goes to a log file. A small shell starts it and waits
/// for the pipe from this process to close. The system closes the pipe however this process ends, so that no program
/// outlives the launcher.
/// </summary>
public sealed class Child : IAsyncDisposable
{
    // Arguments: the log file, or nothing for the terminal, then the program and its arguments. The launcher handles
    // Ctrl-C, so the program ignores it. A closed pipe must not end this shell before somebody watches the program.
    // SIGTERM lets it finish its calls; after ten seconds it is killed.
    const string Shell = """
        log=$1; shift
        trap '' INT HUP QUIT PIPE
        exec 3<&0
        if [ -n "$log" ]; then "$@" </dev/null >>"$log" 2>&1 3<&- & else "$@" </dev/null 3<&- & fi
        child=$!
        [ -z "$log" ] || echo "$child" 2>/dev/null
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

    // The exit code by which a shell reports a signal is above this.
    const int SignalBase = 128;

    readonly Process _process;

    Child(string name, Process process, string log)
    {
        Name = name;
        _process = process;
        Log = log;
        Exited = process.WaitForExitAsync();
    }

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>The program's own process id.</summary>
    public int Id { get; private set; }

    /// <summary>Its log file.</summary>
    public string Log { get; }

    /// <summary>Completes when it has ended, for whatever reason.</summary>
    public Task Exited { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="name">Its name, and that of its log; the log of the previous run is kept beside it.</param>
    /// <param name="program">The path of its assembly.</param>
    /// <param name="arguments">Its arguments: visible to every user of the machine, so without secrets.</param>
    /// <param name="environment">Its environment variables beside ours, where secrets go.</param>
    /// <param name="logs">The folder of logs.</param>
    public static async Task<Child> StartAsync(
        string name,
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string logs)
    {
        var log = Path.Combine(logs, $"{name}.log");
        if (File.Exists(log))
        {
            File.Move(log, $"{log}.1", overwrite: true);
        }

        var info = Info(program, arguments, log);
        info.RedirectStandardOutput = true;
        foreach (var (key, value) in environment)
        {
            info.Environment[key] = value;
        }

        var child = new Child(name, Process.Start(info)!, log);
        await child.ReadIdAsync();
        return child;
    }

    /// <summary>Starts a program that writes to the terminal and has no log.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="program">The path of its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Child StartInTerminal(string name, string program, IEnumerable<string> arguments) =>
        new(name, Process.Start(Info(program, arguments, log: ""))!, log: "");

    /// <summary>The last lines of its log, for a message about its end.</summary>
    public string LogTail(int lines = 12)
    {
        if (!File.Exists(Log))
        {
            return "";
        }

        using var stream = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        // Without stack frames, which would leave no room for the message.
        return string.Join('\n', new StreamReader(stream).ReadToEnd().TrimEnd().Split('\n')
            .Where(line => !line.TrimStart().StartsWith("at ", StringComparison.Ordinal)).TakeLast(lines));
    }

    /// <summary>Its exit code, after <see cref="Exited"/>.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>How it ended, for a message, after <see cref="Exited"/>.</summary>
    public string End =>
        ExitCode > SignalBase && !OperatingSystem.IsWindows()
            ? $"was killed by signal {ExitCode - SignalBase}"
            : $"ended with exit code {ExitCode}";

    /// <summary>Asks it to finish, and waits until it has; ten seconds later it is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (OperatingSystem.IsWindows() && !_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await Exited;
        _process.Dispose();
    }

    static ProcessStartInfo Info(string program, IEnumerable<string> arguments, string log)
    {
        string[] command =
            [Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet", program, .. arguments];
        var info = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(command[0], command[1..]) { CreateNewProcessGroup = true }
            : new ProcessStartInfo("/bin/sh", ["-c", Shell, "mastery-child", log, .. command]);
        info.RedirectStandardInput = true;
        // It must read its own settings file, not one in the folder where the launcher was started.
        info.WorkingDirectory = Path.GetDirectoryName(program);
        return info;
    }

    static bool IsDotnet(string host) => Path.GetFileNameWithoutExtension(host) == "dotnet";

    async Task ReadIdAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            Id = _process.Id;
            _ = _process.StandardOutput.BaseStream.CopyToAsync(
                new FileStream(Log, FileMode.Append, FileAccess.Write, FileShare.Read));
            return;
        }
        var line = await _process.StandardOutput.ReadLineAsync();
        Id = int.TryParse(line, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new SuiteException($"{Name} could not be started; {Log} may say why.");
    }
}
