using System.Text;
using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Runs command lines of the tool against a directory of the test's own, in a folder of its own.</summary>
public abstract class CommandTest : IAsyncLifetime
{
    readonly DirectoryServer server = new();
    readonly string folder = Directory.CreateTempSubdirectory("mastery-cli-").FullName;
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    protected string Output => output.ToString();

    protected string Error => error.ToString();

    internal Received Received => server.Received;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Task<int> RunAsync(params string[] args) => RunAtAsync(server.Address, args);

    protected Task<int> RunAtAsync(string address, params string[] args) =>
        MasteryTool.RunAsync([.. args, "--address", address], new Terminal(output, error, interactive: false), TestContext.Current.CancellationToken);

    protected string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    protected string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
