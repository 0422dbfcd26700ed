namespace Mastery.DevelopmentPlans;

/// <summary>What the programme asks of departments, in its own words: the sentence of the project's page on which all
/// rules rest, by its clauses, and the two beside it.</summary>
static class ProgrammeWords
{
    public const string Plan = "“a coherent and ambitious sustained development plan”";
    public const string ClearAims = "“clear aims”";
    public const string Evidence = "“clear aims based on evidence of need”";
    public const string Ambitious = "“a coherent and ambitious … development plan”";
    public const string Sustained = "“a coherent and ambitious sustained development plan”";
    public const string Coherent = "“a coherent … development plan”";

    public const string Programme =
        "“an associated professional development programme which supports all departmental members in meeting these "
            + "aims”";

    public const string Implement =
        "“Develop and implement a coherent and ambitious sustained development plan …, and an associated professional "
            + "development programme”";

    public const string Essence =
        "“Sustain classroom practices aligned to the NCETM’s Essence of Mathematics Teaching for Mastery”";
}
