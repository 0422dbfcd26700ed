using System.Globalization;

namespace Mastery.Postgres.Cluster;

/// <summary>The server's settings, given at its start and not stored in the cluster.</summary>
static class ServerSettings
{
    // Loopback TCP with a password only: no socket whose path may be too long or whose folder others share.
    static readonly string[] Always =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300", "timezone=UTC",
        "log_timezone=UTC", "jit=off",
    ];

    // A crash of the machine may lose a temporary cluster, so nothing in it need reach the disk.
    static readonly string[] Temporary =
    [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
        "max_wal_size=4GB", "checkpoint_timeout=1h",
    ];

    public static string Options(int port, bool temporary)
    {
        string[] own = [string.Create(CultureInfo.InvariantCulture, $"port={port}")];
        return string.Join(
            ' ', own.Concat(Always).Concat(temporary ? Temporary : []).Select(setting => $"-c {setting}"));
    }

    /// <summary>
    /// The order of text: by code point, the same on every system, with Unicode's upper and lower case where the
    /// release or the system has it.
    /// </summary>
    public static string[] Locale(int major) =>
        major >= 17
            ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            : OperatingSystem.IsLinux()
                ? ["--locale=C.UTF-8"]
                : OperatingSystem.IsMacOS() ? ["--locale=C", "--lc-ctype=UTF-8"] : ["--locale=C"];
}
