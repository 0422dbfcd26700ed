using System.Text.RegularExpressions;
using Mastery.Postgres.Processes;

namespace Mastery.Postgres.Discovery;

/// <summary>The programs of one PostgreSQL release.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Version">Its release, for example 17.10.</param>
sealed partial record Installation(string Folder, Version Version)
{
    /// <summary>The oldest major release the migrations are written for.</summary>
    public const int OldestMajor = 15;

    public string InitDb => Path.Combine(Folder, Executable("initdb"));

    public string PgCtl => Path.Combine(Folder, Executable("pg_ctl"));

    public string Server => Path.Combine(Folder, Executable("postgres"));

    /// <summary>The installation in a folder, or null if there is none that is complete, runs, and is new
    /// enough.</summary>
    public static async Task<Installation?> InAsync(string folder, CancellationToken cancellation)
    {
        string[] programs = ["initdb", "pg_ctl", "postgres"];
        if (!programs.All(name => File.Exists(Path.Combine(folder, Executable(name)))))
        {
            return null;
        }

        var postgres = Path.Combine(folder, Executable("postgres"));
        var answer = await Command.RunAsync(postgres, ["--version"], cancellation: cancellation);
        var version = Number().Match(answer.Output);
        return answer.ExitCode == 0 && version.Success && Parse(version.Value) is { Major: >= OldestMajor } release
            ? new(folder, release)
            : null;
    }

    /// <summary>The file name of a program on this system.</summary>
    public static string Executable(string name) => OperatingSystem.IsWindows() ? $"{name}.exe" : name;

    static Version Parse(string text) => Version.Parse(text.Contains('.') ? text : $"{text}.0");

    /// <summary>Its description in messages.</summary>
    public override string ToString() => $"PostgreSQL {Version} ({Folder})";

    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 19beta1"
    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+(\.\d+)?")]
    private static partial Regex Number();
}
