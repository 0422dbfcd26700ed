using System.Text.Json;
using Mastery.Cli.Commands;

namespace Mastery.Suite.Tests.Running;

/// <summary>The command-line tool, run in this process against the suite.</summary>
static class Tool
{
    public static async Task<ToolRun> RunAsync(RunningSuite suite, params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await MasteryTool.RunAsync(
            [.. args, "--address", suite.Grpc.ToString()],
            new Terminal(output, error, interactive: false),
            TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}

/// <summary>Exit code and output of a run of the tool.</summary>
sealed record ToolRun(int Code, string Output, string Error)
{
    /// <summary>The result of <c>--output json</c>; fails if there is anything else on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails, with the output, unless the run succeeded.</summary>
    public ToolRun Done()
    {
        Assert.True(Code == ExitCode.Done, $"exit code {Code}\n{Error}\n{Output}");
        Assert.Equal("", Error);
        return this;
    }
}
