namespace Mastery.DevelopmentPlans;

/// <summary>Words of the sentences about a Work Group's plans.</summary>
static class GroupWords
{
    const int LongestQuote = 200;

    /// <summary>"once", "twice", "three times".</summary>
    public static string Times(int count) => count switch
    {
        1 => "once",
        2 => "twice",
        _ => $"{Words.Number(count)} times",
    };

    /// <summary>What was written, as the end of a sentence.</summary>
    public static string Said(string text)
    {
        var quote = Words.QuoteUpTo(LongestQuote, text);
        return quote[^2] is '?' or '!' or '…' ? quote : $"{quote[..^1]}.’";
    }

    /// <summary>"No challenge waits", "One challenge waits", "Two challenges wait".</summary>
    public static string ChallengesWait(int count) =>
        $"{Words.Capital(Words.Count(count, "challenge waits", count == 0 ? "challenge waits" : "challenges wait"))}";
}
