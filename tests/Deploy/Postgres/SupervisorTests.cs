using Mastery.Postgres.Cluster;
using Mastery.Postgres.Discovery;

namespace Mastery.Deploy.Tests.Postgres;

public sealed class SupervisorTests : IDisposable
{
    // In place of PostgreSQL: it removes its file as a server does, and ends a second later.
    const string SlowServer = """
        #!/bin/sh
        env --default-signal=INT sh -c 'trap "rm -f postmaster.pid; sleep 1; exit" INT
          cd "$PGDATA"; echo $$ >postmaster.pid; while :; do sleep 0.02; done' >/dev/null 2>&1 &
        until [ -s "$PGDATA/postmaster.pid" ]; do sleep 0.02; done
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("mastery-supervisor-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_process_is_gone_when_the_server_is_stopped_and_not_only_its_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The server of this test is a script for GNU's env.");
        var installation = new Installation(_folder, new(15, 0));
        await File.WriteAllTextAsync(installation.PgCtl, SlowServer, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(installation.PgCtl, (UnixFileMode)0b111_101_101);
        }

        var files = new ClusterFiles(Path.Combine(_folder, "cluster"));
        Directory.CreateDirectory(files.Data);

        var (supervisor, output) = await Supervisor.StartAsync(
            installation, files, options: "", temporary: false, user: null, TestContext.Current.CancellationToken);
        Assert.True(supervisor is not null, output);
        Assert.False(LocalCluster.IsGone(supervisor.Server));
        await supervisor.DisposeAsync();

        Assert.False(files.HasPidFile);
        Assert.True(LocalCluster.IsGone(supervisor.Server));
    }
}
