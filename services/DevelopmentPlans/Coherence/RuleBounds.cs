using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>The bounds of a version's rules. They are data: no rule has a number of its own.</summary>
public sealed record RuleBounds
{
    /// <summary>How many months before the academic year its programme may be launched: 2 is from 1 July.</summary>
    public int LaunchMonths { get; init; }

    /// <summary>How many months after the academic year its programme may be followed up: 1 is until the end of
    /// September.</summary>
    public int FollowUpMonths { get; init; }

    /// <summary>The first day of a year's programme.</summary>
    public DateOnly FirstDay(AcademicYear year) => year.Start.AddMonths(-LaunchMonths);

    /// <summary>The last day of a year's programme.</summary>
    public DateOnly LastDay(AcademicYear year) => year.End.AddMonths(FollowUpMonths);

    /// <summary>How many months before the academic year evidence is still recent.</summary>
    public int EvidenceMonths { get; init; }

    /// <summary>How many months after its first activity an aim of the short horizon reaches.</summary>
    public int ShortHorizonMonths { get; init; }

    /// <summary>How many academic years, the plan's own included, an aim of the long horizon reaches.</summary>
    public int LongHorizonYears { get; init; }

    /// <summary>The least and the most that a percentage can be.</summary>
    public (double Least, double Most) Percent { get; init; }

    /// <summary>From which share of common words on two texts say the same, 0 to 1.</summary>
    public double Sameness { get; init; }

    /// <summary>Into how many parts of the year the programme is spread.</summary>
    public int PartsOfYear { get; init; }

    /// <summary>How many days after an activity it should be recorded as delivered.</summary>
    public int DeliveryDays { get; init; }

    /// <summary>What a sentence, an aim or a finding, needs in order to say anything at all.</summary>
    public TextBounds Sentence { get; init; }

    /// <summary>What a label, the title of what is measured, needs in order to say anything at all.</summary>
    public TextBounds Label { get; init; }

    /// <summary>How many words an aim, a finding, what will be seen and a title have, unless they are thin.</summary>
    public (int Aim, int Finding, int Criterion, int Title) FewestWords { get; init; }

    /// <summary>Whether only activities that serve an aim, are for somebody and can take place support
    /// members.</summary>
    public bool OnlyServingActivities { get; init; }

    /// <summary>Whether an activity also supports the person who leads it.</summary>
    public bool LeadersTakePart { get; init; }
}

/// <summary>What a text needs in order to say anything at all.</summary>
/// <param name="Words">How many words.</param>
/// <param name="Letters">How many letters.</param>
/// <param name="DifferentLetters">How many different letters: "aaaa aaaa" says nothing.</param>
public readonly record struct TextBounds(int Words, int Letters, int DifferentLetters);
