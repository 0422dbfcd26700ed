namespace Mastery.DevelopmentPlans;

/// <summary>What the RPCs of the professional development programme work with, beside the plan's parts.</summary>
public sealed record ProgrammeParts(ActivityPeople People, CoverageReader Coverage, TermDatesStore TermDates);
