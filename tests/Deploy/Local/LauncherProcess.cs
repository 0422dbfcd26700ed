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
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    readonly Process _process;
    readonly StringBuilder _said = new();
    readonly string _folder;
    readonly Ports _ports;

    LauncherProcess(Process process, string folder, Ports ports)
    {
        _process = process;
        _folder = folder;
        _ports = ports;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it said so far, on both outputs.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static LauncherProcess Start(string folder, Ports ports, params string[] arguments)
    {
        string[] all =
        [
            Programs.Of("deploy/Local"), "--folder", folder,
            "--port-base", ports.Base.ToString(CultureInfo.InvariantCulture), .. arguments,
        ];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A server of the developer's own is none of these tests' business.
        start.Environment.Remove(PostgresServer.Variable);
        return new(Process.Start(start)!, folder, ports);
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task SaysAsync(string words)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!Said.Contains(words, StringComparison.Ordinal))
        {
            Assert.False(
                _process.HasExited || limit.IsCancellationRequested, $"It did not say \"{words}\", but:\n{Said}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends it a signal.</summary>
    public Task SignalAsync(string signal) => Processes.SignalAsync(signal, _process.Id);

    /// <summary>The process of a program that it started.</summary>
    public int IdOf(string assembly) => Processes.Running()
        .Single(
            other => other.Arguments.Contains(Mark)
                && other.Arguments[1].EndsWith($"{assembly}.dll", StringComparison.Ordinal))
        .Id;

    /// <summary>Waits until nothing that it started runs, and says how long that took.</summary>
    public async Task<TimeSpan> GoneAsync(TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        for (string[] left = Left(); left.Length > 0; left = Left())
        {
            Assert.True(
                clock.Elapsed < patience,
                $"Still there after {clock.Elapsed}:\n{string.Join('\n', left)}\nIt said:\n{Said}");
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
    string Mark => $"--Services:access=http://127.0.0.1:{_ports.Of("access")}";

    string[] Left() =>
    [
        .. Processes.Running()
            .Where(other => other.Arguments.Contains(Mark)
                || other.Arguments.Any(argument => argument.StartsWith(_folder, StringComparison.Ordinal)))
            .Select(other => string.Join(' ', other.Arguments)),
        .. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.Port >= _ports.Base && listener.Port < _ports.Base + Ports.Count)
            .Select(listener => listener.ToString()),
    ];

    void Hear(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
