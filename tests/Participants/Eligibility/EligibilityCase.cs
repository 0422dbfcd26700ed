using Mastery.FocusCatalogue.V1;

namespace Mastery.Participants.Tests;

/// <summary>A department as a Work Group lead would describe it, and the facts that this comes to.</summary>
sealed record EligibilityCase(string Title, Func<EligibilityFacts, EligibilityFacts> Facts)
{
    public Action<Project> Project { get; init; } = _ => { };

    public Action<Focus> Focus { get; init; } = _ => { };

    public V1.Eligibility Judge() => Sample.Assess(Facts(Sample.Facts), Project, Focus);
}
