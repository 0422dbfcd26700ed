namespace Mastery.Postgres;

/// <summary>What kind of private server to run when <c>MASTERY_POSTGRES</c> names none.</summary>
public sealed record ServerOptions
{
    /// <summary>The folder of the cluster: its data, its log and the administrator's password. Made where
    /// missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder for programs fetched by npm, shared by clusters; beside <see cref="Folder"/> by
    /// default.</summary>
    public string Binaries
    {
        get => field ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Folder))!, "binaries");
        init;
    }

    /// <summary>The TCP port on 127.0.0.1; a free one when null.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Whether the cluster is temporary, for tests: writes don't wait for the disk, and the folder is removed when the
    /// server stops, also when this process is killed.
    /// </summary>
    public bool Temporary { get; init; }

    /// <summary>Options for a cluster in a new temporary folder.</summary>
    /// <param name="binaries">The folder for programs fetched by npm, which is kept.</param>
    public static ServerOptions ForTests(string binaries) => new()
    {
        Folder = Directory.CreateTempSubdirectory("mastery-postgres-").FullName,
        Binaries = binaries,
        Temporary = true,
    };
}
