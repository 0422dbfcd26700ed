using System.Globalization;
using Mastery.Postgres.Cluster;
using Mastery.Postgres.Processes;

namespace Mastery.Deploy.Tests.Postgres;

/// <summary>Whatever an earlier run left in the folder, and whatever the folder is called, the cluster starts with its
/// data.</summary>
public sealed class RecoveryTests : IDisposable
{
    readonly PrivateCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task The_process_file_names_another_program_that_lives()
    {
        var file = await StoppedAsync();
        // In the user that runs the server: PostgreSQL itself takes only processes of others for strangers.
        using var other = Command.Start("sleep", ["100"], ServerUser.Choose());
        await NameAsync(file, other.Id);

        await _cluster.HasItsDataAsync();

        Assert.False(other.HasExited);
        other.Kill();
    }

    [Fact]
    public async Task The_process_file_names_the_server_of_another_cluster()
    {
        var file = await StoppedAsync();
        using var second = new PrivateCluster();
        await using var other = await second.StartAsync();
        await NameAsync(file, other.ServerProcess);

        await _cluster.HasItsDataAsync();

        Assert.False(LocalCluster.IsGone(other.ServerProcess));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no process\n")]
    [InlineData("0\n/data\n")]
    public async Task The_process_file_was_not_written_completely(string text)
    {
        await StoppedAsync();
        await File.WriteAllTextAsync(_cluster.PidFile, text, TestContext.Current.CancellationToken);

        await _cluster.HasItsDataAsync();
    }

    [Theory]
    [InlineData("with spaces, é and 数学")]
    [InlineData("$HOME `id` \"quoted\" 'it''s' \\t ; & (1) #")]
    public async Task The_folder_has_a_name_that_a_shell_reads_otherwise(string name)
    {
        using var named = new PrivateCluster(name);
        await named.WithDataAsync();

        await named.HasItsDataAsync();
    }

    [Theory]
    [InlineData("/srv/plain folder/é/binaries", true)]
    [InlineData("/srv/$HOME/binaries", false)]
    [InlineData("/srv/`id`/binaries", false)]
    [InlineData("/srv/\"quoted\"/binaries", false)]
    [InlineData("/srv/back\\slash/binaries", false)]
    public void Programs_are_fetched_into_a_folder_in_which_they_can_call_each_other(string folder, bool there)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are others.");

        Assert.Equal(there, PrivateFolder.ForPrograms(folder) == folder);
        Assert.EndsWith("/binaries", PrivateFolder.ForPrograms(folder), StringComparison.Ordinal);
        Assert.True(ShellText.IsPlain(PrivateFolder.ForPrograms(folder)));
    }

    /// <summary>A cluster with data that was stopped, and the process file as it was while it ran.</summary>
    async Task<string> StoppedAsync()
    {
        await using var server = await _cluster.WithDataAsync(keepRunning: true);
        return await File.ReadAllTextAsync(_cluster.PidFile, TestContext.Current.CancellationToken);
    }

    async Task NameAsync(string file, int process)
    {
        var rest = file[file.IndexOf('\n', StringComparison.Ordinal)..];
        await File.WriteAllTextAsync(_cluster.PidFile,
            string.Create(CultureInfo.InvariantCulture, $"{process}{rest}"), TestContext.Current.CancellationToken);
    }
}
