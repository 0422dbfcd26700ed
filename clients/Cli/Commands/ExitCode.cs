namespace Mastery.Cli.Commands;

/// <summary>The exit code of the process.</summary>
public static class ExitCode
{
    /// <summary>Success.</summary>
    public const int Done = 0;

    /// <summary>Some rows were rejected; the others were imported.</summary>
    public const int SomeRejected = 1;

    /// <summary>Of <c>mastery audit verify</c>: a change log is not as it was written.</summary>
    public const int NotAsWritten = 1;

    /// <summary>Nothing was done: an unreadable file, no connection, an error.</summary>
    public const int NothingDone = 2;

    /// <summary>Of <c>mastery roster connect --once</c>: something waits for a person; the rest is
    /// done.</summary>
    public const int NeedsPerson = 3;

    /// <summary>Of <c>mastery roster connect --once</c>: the source or the suite cannot be reached.</summary>
    public const int Unreachable = 4;
}
