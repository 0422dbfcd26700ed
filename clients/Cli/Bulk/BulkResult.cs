namespace Mastery.Cli.Bulk;

/// <summary>What became of one of many.</summary>
enum BulkOutcome
{
    /// <summary>It was new.</summary>
    Created,

    /// <summary>It was changed.</summary>
    Updated,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>What was asked for was done.</summary>
    Done,

    /// <summary>It was refused, and is as it was.</summary>
    Refused,
}

/// <summary>The result of one of many.</summary>
/// <param name="Line">Its line in the file, from 1; 0 where it is from the command line.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Text">More about that: why it was refused, in the words of the API.</param>
sealed record BulkResult(int Line, string Subject, BulkOutcome Outcome, string Text);
