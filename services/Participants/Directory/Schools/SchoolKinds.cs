namespace Mastery.Participants;

/// <summary>Derives from the GIAS codes of a school whether it is in England, state-funded and secondary.</summary>
static class SchoolKinds
{
    const string WelshEstablishment = "30";
    const string BritishSchoolOverseas = "37";
    const string OffshoreSchool = "25";
    const string WelshSchools = "6";
    const string IndependentSchools = "3";
    const string SpecialSchools = "5";

    // Other independent special school, other independent school.
    static readonly HashSet<string> IndependentTypes = ["10", "11"];

    // Community, non-maintained, other independent, foundation, academy sponsor led, free and academy converter
    // special.
    static readonly HashSet<string> SpecialTypes = ["7", "8", "10", "12", "33", "36", "44"];

    public static bool InEngland(string type, string group) =>
        type is not ("" or WelshEstablishment or BritishSchoolOverseas or OffshoreSchool) && group != WelshSchools;

    public static bool StateFunded(string type, string group) =>
        InEngland(type, group) && group != IndependentSchools && !IndependentTypes.Contains(type);

    /// <param name="phase">The phase of education.</param>
    /// <param name="type">The type's code.</param>
    /// <param name="group">The code of the group of types.</param>
    /// <param name="oldest">The oldest age taught.</param>
    public static bool Secondary(V1.School.Types.Phase phase, string type, string group, int oldest) => phase switch
    {
        V1.School.Types.Phase.Secondary
            or V1.School.Types.Phase.MiddleDeemedSecondary
            or V1.School.Types.Phase.AllThrough => true,
        V1.School.Types.Phase.NotApplicable or V1.School.Types.Phase.Unspecified =>
            oldest >= 16 && (group == SpecialSchools || SpecialTypes.Contains(type)),
        _ => false,
    };
}
