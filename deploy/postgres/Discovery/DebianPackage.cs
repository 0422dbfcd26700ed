using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Postgres.Processes;

namespace Mastery.Postgres.Discovery;

/// <summary>
/// The distribution's own package, on Debian, Ubuntu and their kin, when this process may install it: as root or by
/// sudo without a password. Only the programs are wanted, so the package is told not to make a cluster of its own.
/// </summary>
static partial class DebianPackage
{
    const string NoCluster = "/etc/postgresql-common/createcluster.d/mastery-services.conf";

    /// <summary>Installs it.</summary>
    /// <returns>Null when it was installed, else why it was not.</returns>
    public static async Task<string?> InstallAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        if (!File.Exists("/usr/bin/apt-get"))
        {
            return "this system has no apt-get";
        }

        if (!await MayAsync(cancellation))
        {
            return "the Debian package needs root or sudo without a password";
        }

        progress.Report("Installing PostgreSQL from the distribution's packages");
        await AsRootAsync(["apt-get", "update", "-qq"], cancellation);
        var policy = await Command.RunAsync("apt-cache", ["policy", "postgresql"], cancellation: cancellation);
        if (!Candidate().Match(policy.Output).Groups["major"].TryParse(out var major)
            || major < Installation.OldestMajor)
        {
            return $"the distribution has no PostgreSQL {Installation.OldestMajor} or later";
        }

        var conf =
            $"mkdir -p '{Path.GetDirectoryName(NoCluster)}' && echo 'create_main_cluster = false' > '{NoCluster}'";
        await AsRootAsync(["sh", "-c", conf], cancellation);
        var install = await AsRootAsync(
            [
                "apt-get",
                "install",
                "-y",
                "-qq",
                "--no-install-recommends",
                "-o",
                "DPkg::Lock::Timeout=300",
                "postgresql",
            ],
            cancellation);
        return install.ExitCode == 0 ? null : $"apt-get install postgresql failed: {install.Output}";
    }

    static async Task<bool> MayAsync(CancellationToken cancellation) =>
        Environment.IsPrivilegedProcess
        || (File.Exists("/usr/bin/sudo")
            && (await Command.RunAsync("/usr/bin/sudo", ["-n", "true"], cancellation: cancellation)).ExitCode == 0);

    static Task<Command> AsRootAsync(string[] command, CancellationToken cancellation)
    {
        string[] quiet = ["env", "DEBIAN_FRONTEND=noninteractive", .. command];
        var full = Environment.IsPrivilegedProcess ? quiet : ["/usr/bin/sudo", "-n", .. quiet];
        return Command.RunAsync(full[0], full[1..], cancellation: cancellation);
    }

    static bool TryParse(this Group group, out int number) =>
        int.TryParse(group.Value, CultureInfo.InvariantCulture, out number);

    // "  Candidate: 15+248+deb12u2"
    [GeneratedRegex(@"Candidate: (?<major>\d+)")]
    private static partial Regex Candidate();
}
