using System.Text.Json;
using Mastery.Local;
using Mastery.Suite.Tests.Running;

namespace Mastery.Packages.Tests;

/// <summary>Programs of other makers call the suite with what <c>npm run bundle</c> makes, as it is.</summary>
public sealed class BundleTests(RunningSuite suite)
{
    const string Found = "Developing fluency with multiplicative reasoning in Key Stage 3";

    static readonly string Protos = Path.Combine(Programs.Checkout, "protos");
    static readonly string Modules = Path.Combine(Protos, "node_modules");

    [Theory]
    [InlineData("mastery-services.binpb")]
    [InlineData("protos")]
    public async Task Node_calls_with(string bundle)
    {
        await MakeAsync();
        var script = Path.Combine(Programs.Checkout, "tests", "Packages", "client.cjs");

        var output = await Command.RunAsync(
            "node",
            [script, Bundle(bundle), suite.Grpc.Authority, await suite.TokenAsync(RunningSuite.HubClient)],
            environment: ("NODE_PATH", Modules));

        Assert.Equal($"{Found}: SUBJECT_MATHEMATICS", output.Trim());
    }

    [Fact]
    public async Task Buf_calls_with_the_descriptor_set()
    {
        await MakeAsync();

        var output = await Command.RunAsync(Path.Combine(Modules, ".bin", "buf"),
        [
            "curl", "--http2-prior-knowledge", "--protocol", "grpc", "--schema", Bundle("mastery-services.binpb"),
            "--header", $"Authorization: Bearer {await suite.TokenAsync(RunningSuite.HubClient)}",
            "--data", """{"code": "NCP24-14b"}""",
            $"{suite.Grpc}mastery.focus_catalogue.v1.FocusCatalogueService/ResolveCode",
        ]);

        var focus = JsonDocument.Parse(output).RootElement.GetProperty("foci")[0];
        Assert.Equal(Found, focus.GetProperty("displayName").GetString());
    }

    static string Bundle(string name) => Path.Combine(Protos, "bin", "bundle", name);

    static async Task MakeAsync()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Modules, "@grpc")), "`npm --prefix protos ci` was not run.");
        await Command.RunAsync("npm", ["--prefix", Protos, "run", "--silent", "bundle"]);
    }
}
