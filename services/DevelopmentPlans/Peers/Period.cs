namespace Mastery.DevelopmentPlans;

/// <summary>Days from the first to the last, both included.</summary>
public readonly record struct Period(DateOnly Start, DateOnly End)
{
    public static Period Always { get; } = new(DateOnly.MinValue, DateOnly.MaxValue);

    public bool Meets(DateOnly first, DateOnly last) => first <= End && last >= Start;
}
