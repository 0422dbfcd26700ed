namespace Mastery.Local;

/// <summary>What to run, and where.</summary>
public sealed record SuiteOptions
{
    /// <summary>The folder of all data: the database cluster, keys and logs.</summary>
    public required string Folder { get; init; }

    /// <summary>The first of the ports.</summary>
    public int PortBase { get; init; } = 8080;

    /// <summary>Whether to delete the data before starting.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether the data is temporary: the database does not wait for the disk and is removed at the
    /// end.</summary>
    public bool Temporary { get; init; }

    /// <summary>The folder for PostgreSQL's programs where they must be fetched; in <see cref="Folder"/> when
    /// null.</summary>
    public string? Binaries { get; init; }

    /// <summary>The prefix of the names of databases, because others may use the same server.</summary>
    public string DatabasePrefix { get; init; } = "";
}
