using System.Text.Json.Nodes;
using Mastery.Cli.Commands;
using Mastery.Cli.Connector;

namespace Mastery.Cli.Tests.Connector;

public sealed class ConfigurationTests : ConnectorTest
{
    [Fact]
    public async Task Says_at_once_all_that_is_wrong_and_what_to_write()
    {
        Settings.Remove("source");
        Settings["system"] = "Arbor MIS";
        Settings["from"] = JsonNode.Parse(
            """{ "kind": "oneroster", "address": "http://mis.example", "clientId": 7 }""");
        Settings["schedule"] = JsonNode.Parse("""{ "at": "25:00", "timeZone": "Europe/Londn" }""");
        Settings["guard"] = 120;
        Settings["aply"] = true;

        Assert.Equal(ExitCode.NothingDone, await OnceAsync());

        string[] problems =
        [
            "source: is missing; write trusts/UID or schools/URN", "system: write the MIS in small letters",
            "from.address: must begin with https", "from.tokenAddress: is missing", "from.clientId: write",
            "from.clientSecret: is missing; write { \"env\"", "schedule.at: write a time of day: 00:30",
            "schedule.timeZone: write a time zone of IANA", "guard: write a number from 0 to 100",
            "aply: there is no such setting; known here are apply, from",
        ];
        Assert.All(problems, problem => Assert.Contains($"  {problem}", Error, StringComparison.Ordinal));
        Assert.Equal(problems.Length + 1, Error.Trim().Split('\n').Length);
        Assert.False(Directory.Exists(PathOf("state")));
    }

    [Fact]
    public async Task Takes_no_secret_from_the_file_and_repeats_none()
    {
        Settings["from"] = JsonNode.Parse("""
            { "kind": "wonde", "token": "canary-secret", "schools": [ { "id": "A1" }, { "name": "Hill" } ] }
            """);

        Assert.Equal(ExitCode.NothingDone, await OnceAsync());

        Assert.Contains("from.token: a secret must not stand in this file", Error, StringComparison.Ordinal);
        Assert.Contains("from.schools[1].id: is missing", Error, StringComparison.Ordinal);
        Assert.Contains("from.schools[1].name: there is no such setting", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "env": "NOT_SET_ANYWHERE" }""", "the environment variable NOT_SET_ANYWHERE is not set")]
    [InlineData("""{ "file": "/nowhere/token" }""", "there is no file /nowhere/token")]
    [InlineData("""{ "env": "HOME", "file": "/nowhere/token" }""", "write { \"env\"")]
    [InlineData("{}", "write { \"env\"")]
    [InlineData("[]", "write { \"env\"")]
    public async Task Says_at_the_start_that_a_secret_is_missing(string secret, string problem)
    {
        Settings["from"] = new JsonObject
        {
            ["kind"] = "wonde",
            ["token"] = JsonNode.Parse(secret),
            ["schools"] = JsonNode.Parse("""[{ "id": "A1" }]"""),
        };

        Assert.Equal(ExitCode.NothingDone, await OnceAsync());

        Assert.Contains($"from.token: {problem}", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"source\": 1,\n x }", "connect.json: line 2 is not valid JSON")]
    [InlineData("[]", "connect.json: write { … }")]
    [InlineData("""{ "source": "trusts/1", "source": "trusts/2" }""", "connect.json: a setting stands in it twice")]
    [InlineData(
        """{ "schedule": { "at": "00:30", "every": "01:00:00" }, "from": 5 }""", "schedule.every: one of the two")]
    public async Task Says_where_the_file_is_no_configuration(string text, string problem)
    {
        await File.WriteAllTextAsync(ConfigFile, text, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.NothingDone, await RunAsync("roster", "connect", "--config", ConfigFile, "--once"));

        Assert.Contains(problem, Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_no_two_connectors_share_a_folder()
    {
        WriteStaff("1,Ash");
        using var other = StateFolder.Take(PathOf("state"));

        Assert.Equal(ExitCode.NothingDone, await OnceAsync());

        Assert.Contains("another connector uses", Error, StringComparison.Ordinal);
        Assert.Empty(World.Plans);
    }

    [Theory]
    [InlineData("connect.json")]
    [InlineData("kubernetes/connect.json")]
    public void Takes_the_examples_where_their_secrets_are(string example)
    {
        var refusal = Assert.Throws<ConfigurationException>(
            () => Configuration.Read(Example(example), TimeProvider.System));

        Assert.NotEmpty(refusal.Problems);
        Assert.All(refusal.Problems, problem => Assert.Contains(
            ": there is no file /", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_in_the_readme_the_example_that_is_shipped() => Assert.Contains(
        (await File.ReadAllTextAsync(Example("connect.json"), TestContext.Current.CancellationToken)).Trim(),
        (await File.ReadAllTextAsync(Example("README.md"), TestContext.Current.CancellationToken)),
        StringComparison.Ordinal);

    static string Example(string name) => Path.Combine(AppContext.BaseDirectory, "connector", name);
}
