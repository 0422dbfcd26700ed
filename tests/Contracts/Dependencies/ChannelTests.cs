namespace Mastery.Contracts.Tests.Dependencies;

/// <summary>Channels are made in two places, each of which makes one for an address. A factory of clients would make
/// more over one handler, which can break each other (grpc/grpc-dotnet#1720).</summary>
public sealed class ChannelTests
{
    static readonly string[] Products = ["services", "gateway", "clients", "protos"];

    [Fact]
    public void Are_made_by_the_owner_of_peers_and_by_the_clients_of_the_suite_only() => Assert.Equal(
        ["protos/Clients/MasteryChannel.cs", "services/ServiceDefaults/Peers/PeerChannels.cs"],
        Files("*.cs").Where(file => Contains(file, "GrpcChannel.ForAddress")).Select(Relative).Order());

    [Fact]
    public void Come_from_no_client_factory() => Assert.DoesNotContain(
        Files("packages.lock.json"), file => Contains(file, "Grpc.Net.ClientFactory"));

    static bool Contains(string file, string text) => File.ReadAllText(file).Contains(text, StringComparison.Ordinal);

    static IEnumerable<string> Files(string pattern) => Products
        .SelectMany(product => Directory.GetFiles(Path.Combine(Root(), product), pattern, SearchOption.AllDirectories))
        .Where(file => !Relative(file).Split('/').Any(folder => folder is "obj" or "bin" or "node_modules"));

    static string Relative(string file) => Path.GetRelativePath(Root(), file).Replace('\\', '/');

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MasteryServices.slnx")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
