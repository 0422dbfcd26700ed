using System.Globalization;
using System.Security.Cryptography;

namespace Mastery.Postgres.Cluster;

/// <summary>The files of one private cluster.</summary>
sealed record ClusterFiles(string Folder)
{
    // Higher than any system's process ids.
    const int NoProcess = int.MaxValue;

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Where a cluster is created until it is complete; an interrupted start leaves no partial cluster
    /// behind.</summary>
    public string Draft => Path.Combine(Folder, "data.draft");

    public string Log => Path.Combine(Folder, "server.log");

    public string Lock => Path.Combine(Folder, "lock");

    public string Password => Path.Combine(Folder, "password");

    /// <summary>A link to PostgreSQL's server program, so that <c>pg_ctl</c>, which gives its path to a shell, gets
    /// a plain one.</summary>
    public string Program => Path.Combine(Folder, "postgres");

    string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Whether a server has, or last had, this cluster open and did not stop orderly.</summary>
    public bool HasPidFile => File.Exists(PidFile);

    /// <summary>The process in the file; null when it names none.</summary>
    public int? RecordedProcess =>
        int.TryParse(File.ReadLines(PidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : null;

    /// <summary>The major release that made the cluster, or null when there is none yet.</summary>
    public int? Major =>
        File.Exists(Path.Combine(Data, "PG_VERSION"))
            ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim(), CultureInfo.InvariantCulture)
            : null;

    /// <summary>The process and port of the server that has, or last had, this cluster open; null after an orderly
    /// stop.</summary>
    public (int Process, int Port)? Running()
    {
        try
        {
            // Lines: process, data folder, start time, port, …; written in this order while the server starts.
            var lines = File.ReadAllLines(PidFile);
            return lines.Length >= 4 && int.TryParse(lines[0], out var process) && int.TryParse(lines[3], out var port)
                ? (process, port)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Lets a server start although the file names a process that lives: the caller knows that it is no server of this
    /// cluster. The rest of the file stays, because PostgreSQL finds by it whether the memory of an earlier server is
    /// still in use. A file without a process, as a crash or a full disk leaves it, is removed.
    /// </summary>
    /// <returns>The process, if one lives.</returns>
    public int? ReleasePidFile()
    {
        if (RecordedProcess is not { } recorded)
        {
            File.Delete(PidFile);
            return null;
        }

        if (LocalCluster.IsGone(recorded))
        {
            return null; // PostgreSQL sees that too.
        }

        var text = File.ReadAllText(PidFile);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var rest = end < 0 ? "" : text[end..];
        File.WriteAllText(PidFile, string.Create(CultureInfo.InvariantCulture, $"{NoProcess}{rest}"));
        return recorded;
    }

    /// <summary>Points <see cref="Program"/> to the program of an installation.</summary>
    public void LinkProgram(string server)
    {
        File.Delete(Program);
        File.CreateSymbolicLink(Program, server);
    }

    /// <summary>The administrator's password, generated at the first start and readable by its owner only.</summary>
    public string EnsurePassword()
    {
        if (File.Exists(Password))
        {
            return File.ReadAllText(Password).Trim();
        }

        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(Password, options);
        writer.Write(password);
        return password;
    }

    /// <summary>Moves the log of the last start to another file.</summary>
    public void RotateLog()
    {
        if (File.Exists(Log))
        {
            File.Move(Log, $"{Log}.1", overwrite: true);
        }
    }

    /// <summary>The last lines of the log, for a message about a start that failed.</summary>
    public string LogTail() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(40)) : "";
}
