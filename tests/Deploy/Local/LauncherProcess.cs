using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Text;
using Mastery.Local;
using Mastery.Postgres;

namespace Mastery.Deploy.Tests.Local;

/// <summary>The launcher as a process of its own, as somebody in a terminal would run it.</summary>
sealed class LauncherProcess : IAsyncDisposable
{
    const string PortBase = "--port-base";

    static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);

    readonly Process _process;
    readonly StringBuilder _output = new();
    readonly string _folder;
    readonly Ports _ports;

    LauncherProcess(Process process, string folder, Ports ports)
    {
        _process = process;
        _folder = folder;
        _ports = ports;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that it wrote so far, to both outputs.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static LauncherProcess Start(string folder, Ports ports, params string[] arguments) =>
        Start(Programs.Of("deploy/Local"), ports, ["--folder", folder, .. arguments], folder, []);

    /// <summary>Starts it where other variables are set in the shell.</summary>
    public static LauncherProcess StartWith(
        Dictionary<string, string> environment, string folder, Ports ports, params string[] arguments) =>
        Start(Programs.Of("deploy/Local"), ports, ["--folder", folder, .. arguments], folder, environment);

    /// <summary>Starts a copy of the launcher as it is, with the folder that it finds by itself.</summary>
    /// <param name="program">The copy.</param>
    /// <param name="ports">Where to listen.</param>
    public static LauncherProcess StartCopy(string program, Ports ports) =>
        Start(program, ports, [], Path.GetDirectoryName(program)!, []);

    static LauncherProcess Start(
        string program, Ports ports, string[] arguments, string folder, Dictionary<string, string> environment)
    {
        string[] all = arguments.Contains(PortBase)
            ? [program, .. arguments]
            : [program, PortBase, ports.Base.ToString(CultureInfo.InvariantCulture), .. arguments];
        // Under nohup, or in the background, a shell ignores the signals that these tests send; children inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal", "dotnet", .. all])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A server of the developer's own is not for these tests.
        start.Environment.Remove(PostgresServer.Variable);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, folder, ports);
    }

    /// <summary>Waits until it has written a text.</summary>
    public async Task WritesAsync(string text)
    {
        using var limit = new CancellationTokenSource(StartTimeout);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(
                _process.HasExited || limit.IsCancellationRequested, $"It did not write \"{text}\", but:\n{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(StartTimeout);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends it a signal.</summary>
    public Task SignalAsync(string signal) => Processes.SignalAsync(signal, _process.Id);

    /// <summary>The process of a program that it started.</summary>
    public int IdOf(string assembly) =>
        Started().Single(other => other.Path.EndsWith($"{assembly}.dll", StringComparison.Ordinal)).Id;

    /// <summary>The services and the gateway that it started: their processes and the paths of their
    /// assemblies.</summary>
    public IReadOnlyList<(int Id, string Path)> Started() =>
    [
        .. Processes.Running()
            .Where(other => other.Arguments.Contains(PeerArgument)
                && other.Arguments[1].EndsWith(".dll", StringComparison.Ordinal))
            .Select(other => (other.Id, other.Arguments[1])),
    ];

    /// <summary>Waits until nothing that it started runs, and says how long that took.</summary>
    public async Task<TimeSpan> AllEndedAsync(TimeSpan timeout)
    {
        var clock = Stopwatch.StartNew();
        for (var left = Left(); left.Length > 0; left = Left())
        {
            Assert.True(
                clock.Elapsed < timeout,
                $"Still there after {clock.Elapsed}:\n{string.Join('\n', left)}\nIt wrote:\n{Output}");
            await Task.Delay(50);
        }
        return clock.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            await ExitAsync();
        }
        _process.Dispose();
    }

    // Every service is told where the others are; PostgreSQL and the shells between name the folder.
    string PeerArgument => $"--Services:access=http://127.0.0.1:{_ports.Of("access")}";

    string[] Left() =>
    [
        .. Processes.Running()
            .Where(other => other.Arguments.Contains(PeerArgument)
                // The tool that makes the demonstration year is told where the gateway is.
                || other.Arguments.Contains($"http://localhost:{_ports.Grpc}/")
                || other.Arguments.Any(argument => argument.StartsWith(_folder, StringComparison.Ordinal)))
            .Select(other => string.Join(' ', other.Arguments)),
        .. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.Port >= _ports.Base && listener.Port < _ports.Base + Ports.Count)
            .Select(listener => listener.ToString()),
    ];

    void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
