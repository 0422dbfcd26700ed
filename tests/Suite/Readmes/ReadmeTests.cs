using System.Text.Json;
using System.Text.RegularExpressions;
using Mastery.Local;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Readmes;

/// <summary>Runs the section "A first call" of the top README as it is written, with this suite's ports.</summary>
public sealed partial class ReadmeTests(RunningSuite suite)
{
    [Fact]
    public async Task The_typed_client_compiles_against_the_contracts_and_finds_a_focus()
    {
        var program = CSharpSample.Compile(Here(Block("csharp", "AddMasteryClients")));

        var output = await CSharpSample.RunAsync(program);

        Assert.Equal("Developing fluency with multiplicative reasoning in Key Stage 3", output.Trim());
    }

    [Fact]
    public async Task Curl_finds_a_focus_and_is_refused_with_the_error_body()
    {
        // One line for each response.
        var script = Here(Block("sh", "TOKEN=")).Replace("\ncurl", "\necho\ncurl", StringComparison.Ordinal);

        var answers = (await Shell.RunAsync(script)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var foci = JsonDocument.Parse(answers[0]).RootElement.GetProperty("foci");
        Assert.NotEqual(0, foci.GetArrayLength());
        Assert.Equal(5, JsonDocument.Parse(answers[^1]).RootElement.GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("grpcurl")]
    [InlineData("buf")]
    public async Task A_generic_client_finds_a_focus(string client)
    {
        Assert.SkipUnless(await Shell.RunAsync($"command -v {client} || true") != "", $"{client} is not installed.");
        var commands = Here(Block("sh", client)).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        var token = await suite.TokenAsync(RunningSuite.HubClient);

        var command = commands.Single(line => line.StartsWith(client, StringComparison.Ordinal));
        var answer = await Shell.RunAsync($"TOKEN={token}\n{command}");

        Assert.NotEqual(0, JsonDocument.Parse(answer).RootElement.GetProperty("foci").GetArrayLength());
    }

    /// <summary>The first block of a language that holds a text.</summary>
    static string Block(string language, string text) => Blocks()
        .Matches(File.ReadAllText(Path.Combine(Programs.Checkout, "README.md")))
        .Where(block => block.Groups[1].Value == language)
        .Select(block => block.Groups[2].Value)
        .First(block => block.Contains(text, StringComparison.Ordinal));

    string Here(string text) => text
        .Replace("localhost:8080", suite.Rest.Authority, StringComparison.Ordinal)
        .Replace("localhost:8081", suite.Grpc.Authority, StringComparison.Ordinal);

    [GeneratedRegex("^```(\\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
