using System.Diagnostics;
using System.Runtime.Versioning;
using Mastery.Postgres.Processes;

namespace Mastery.Deploy.Tests.Postgres;

/// <summary>Each cause of a start that fails has its own remedy, which keeps the data; only damaged data has none, and
/// then it is said what would be lost.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StartFailureTests : IDisposable
{
    const string DeletesData = "--fresh";

    readonly PrivateCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_full_disk_is_to_be_freed()
    {
        using var disk = await SmallDisk.MountAsync(_cluster.Folder, megabytes: 150);
        await _cluster.WithDataAsync();
        var filler = await disk.FillAsync();

        var refusal = await _cluster.RefusalAsync();

        Assert.Contains("is full. Free some space on it", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(DeletesData, refusal, StringComparison.Ordinal);
        File.Delete(filler);
        await _cluster.HasItsDataAsync();
    }

    [Fact]
    public async Task A_disk_on_which_no_cluster_has_room_is_to_be_freed()
    {
        using var disk = await SmallDisk.MountAsync(_cluster.Folder, megabytes: 20);

        var refusal = await _cluster.RefusalAsync();

        Assert.True(refusal.Contains("is full. Free some space on it", StringComparison.Ordinal), refusal);
        Assert.DoesNotContain(DeletesData, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_others_may_enter_is_to_be_closed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are others.");
        await _cluster.WithDataAsync();
        File.SetUnixFileMode(_cluster.Data, (UnixFileMode)0b111_111_111);

        var refusal = await _cluster.RefusalAsync();

        Assert.Contains($"chmod 700 '{_cluster.Data}'", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(DeletesData, refusal, StringComparison.Ordinal);
        File.SetUnixFileMode(_cluster.Data, (UnixFileMode)0b111_000_000);
        await _cluster.HasItsDataAsync();
    }

    [Fact]
    public async Task A_file_that_the_server_may_not_read_is_to_be_given_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are others.");
        await _cluster.WithDataAsync();
        var file = Path.Combine(_cluster.Data, "global", "pg_control");
        File.SetUnixFileMode(file, UnixFileMode.None);

        var refusal = await _cluster.RefusalAsync();

        Assert.Contains("may not read or write all of the folder", refusal, StringComparison.Ordinal);
        Assert.Contains($"chmod -R u+rwX '{_cluster.Folder}'", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(DeletesData, refusal, StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await _cluster.HasItsDataAsync();
    }

    [Theory]
    [InlineData("postgresql.conf", "nonsense = 1")]
    [InlineData("postgresql.auto.conf", "work_mem = 'much'")]
    [InlineData("pg_hba.conf", "nonsense")]
    public async Task A_setting_that_PostgreSQL_does_not_take_is_to_be_mended(string file, string line)
    {
        await _cluster.WithDataAsync();
        var path = Path.Combine(_cluster.Data, file);
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(path, $"\n{line}\n", TestContext.Current.CancellationToken);

        var refusal = await _cluster.RefusalAsync();

        Assert.Contains("Mend the line that the log names", refusal, StringComparison.Ordinal);
        Assert.Contains(file, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(DeletesData, refusal, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, before, TestContext.Current.CancellationToken);
        await _cluster.HasItsDataAsync();
    }

    [Fact]
    public async Task An_unknown_cause_shows_the_log_and_deletes_nothing()
    {
        await _cluster.WithDataAsync();
        var file = Path.Combine(_cluster.Data, "postmaster.opts");
        File.Delete(file);
        Directory.CreateDirectory(file);

        var refusal = await _cluster.RefusalAsync();

        Assert.Contains("Its data is kept", refusal, StringComparison.Ordinal);
        Assert.Contains("postmaster.opts", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(DeletesData, refusal, StringComparison.Ordinal);
        Directory.Delete(file);
        await _cluster.HasItsDataAsync();
    }

    [Fact]
    public async Task Damaged_data_has_one_remedy_and_it_is_said_what_would_be_lost()
    {
        await _cluster.WithDataAsync();
        File.Delete(Path.Combine(_cluster.Data, "global", "pg_control"));

        var refusal = await _cluster.RefusalAsync();

        Assert.Contains("The data is damaged. Restore a copy of the folder", refusal, StringComparison.Ordinal);
        Assert.Contains(
            $"{DeletesData} helps: it deletes all that this suite holds", refusal, StringComparison.Ordinal);
    }

    /// <summary>A file system in memory of few megabytes.</summary>
    sealed class SmallDisk(string folder) : IDisposable
    {
        public static async Task<SmallDisk> MountAsync(string folder, int megabytes)
        {
            Assert.SkipUnless(
                OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root may mount a file system.");
            var mount = await Command.RunAsync(
                "mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder],
                cancellation: TestContext.Current.CancellationToken);
            Assert.SkipUnless(mount.ExitCode == 0, $"No file system can be mounted here: {mount.Output}");
            return new(folder);
        }

        /// <summary>Takes all of the space that is left.</summary>
        public async Task<string> FillAsync()
        {
            var filler = Path.Combine(folder, "filler");
            await Command.RunAsync("dd", ["if=/dev/zero", $"of={filler}", "bs=64k"],
                cancellation: TestContext.Current.CancellationToken);
            return filler;
        }

        public void Dispose()
        {
            using var unmount = Process.Start("umount", [folder]);
            unmount.WaitForExit();
        }
    }
}
