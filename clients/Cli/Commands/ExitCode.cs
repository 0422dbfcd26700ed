namespace Mastery.Cli.Commands;

/// <summary>What the process answers to the shell.</summary>
public static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>Some rows were rejected; the rest went in.</summary>
    public const int SomeRejected = 1;

    /// <summary>Nothing was done: a bad file, no connection, a refusal.</summary>
    public const int NothingDone = 2;
}
