using System.Diagnostics;
using System.Text;
using Mastery.Local;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Samples;

/// <summary>A program of <c>clients/samples</c>, started as somebody at a keyboard starts it.</summary>
sealed class SampleProgram : IDisposable
{
    readonly Process _process;
    readonly Task<string> _errors;
    readonly StringBuilder _output = new();

    SampleProgram(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Starts it against the suite.</summary>
    public static SampleProgram Start(RunningSuite suite, string name, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Programs.Of($"clients/samples/{name}"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MASTERY_ADDRESS"] = suite.Grpc.ToString();
        start.Environment["MASTERY_CLIENT_ID"] = RunningSuite.HubClient;
        start.Environment["MASTERY_CLIENT_SECRET"] = "local-only";
        return new(Process.Start(start)!);
    }

    /// <summary>Runs it to its end, with nobody at the keyboard.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        RunningSuite suite, string name, params IEnumerable<string> arguments)
    {
        using var program = Start(suite, name, arguments);
        return await program.EndAsync();
    }

    /// <summary>Waits until it has written a line that holds a text.</summary>
    public async Task WaitForAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            _output.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"It ended without \"{text}\":\n{_output}\n{await _errors}");
    }

    /// <summary>Types a line.</summary>
    public Task TypeAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Types no more, and waits for its end.</summary>
    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        _process.StandardInput.Close();
        _output.Append(await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, _output.ToString(), await _errors);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
