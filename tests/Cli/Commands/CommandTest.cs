using System.Text;
using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Runs command lines of the tool against a directory of the test's own, in a folder of its own.</summary>
public abstract class CommandTest : IAsyncLifetime
{
    readonly DirectoryServer _server = new();
    readonly string _folder = Directory.CreateTempSubdirectory("mastery-cli-").FullName;
    readonly StringWriter _output = new();
    readonly StringWriter _error = new();

    protected string Output => _output.ToString();

    protected string Error => _error.ToString();

    /// <summary>The columns of the terminal; null where the output is no terminal.</summary>
    protected int? Width { get; set; }

    internal Received Received => _server.Received;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Task<int> RunAsync(params string[] args) => RunAtAsync(_server.Address, args);

    protected Task<int> RunAtAsync(string address, params string[] args) =>
        RunAsync(address, args, TestContext.Current.CancellationToken);

    /// <summary>Runs a command that goes on until it is stopped.</summary>
    protected Task<int> RunUntilAsync(CancellationToken stop, params string[] args) =>
        RunAsync(_server.Address, args, stop);

    Task<int> RunAsync(string address, string[] args, CancellationToken stop)
    {
        var terminal = new Terminal(_output, _error, interactive: false);
        terminal.Out.Profile.Width = Width ?? terminal.Out.Profile.Width;
        return MasteryTool.RunAsync([.. args, "--address", address], terminal, stop);
    }

    /// <summary>The path of a file in the test's folder.</summary>
    protected string PathOf(string name) => Path.Combine(_folder, name);

    protected string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    protected string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
