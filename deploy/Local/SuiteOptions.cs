namespace Mastery.Local;

/// <summary>What to run, and where.</summary>
public sealed record SuiteOptions
{
    /// <summary>The folder of everything that is kept: the database cluster, keys and logs.</summary>
    public required string Folder { get; init; }

    /// <summary>The first of the ports.</summary>
    public int PortBase { get; init; } = 8080;

    /// <summary>Whether to wipe what was kept before starting.</summary>
    public bool Fresh { get; init; }
}
