using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Why a school has the hub and the kind that it has, as sentences for people.</summary>
static class SchoolExplanation
{
    public static string Hub(School school) => school.HubReason switch
    {
        V1.School.Types.HubReason.Assigned => $"A person assigned the school to this hub: {school.AssignedReason}",
        V1.School.Types.HubReason.District => $"The hub serves its district, {District(school)}.",
        V1.School.Types.HubReason.LocalAuthority => $"The hub serves its local authority, {Authority(school)}.",
        _ when school.InEngland == false => "It is not in England, so no hub serves it.",
        _ when school.LocalAuthorityCode.Length == 0 => "Its local authority is not known: assign the school to a hub.",
        _ => $"No hub serves its local authority, {Authority(school)}: add the area to a hub, or assign the school to "
            + "one.",
    };

    public static string StateFunded(School school) => school.StateFunded switch
    {
        true => $"{Type(school)} is a state-funded type of school.",
        false when school.InEngland == false => InEngland(school),
        false => $"{Type(school)} is not a state-funded type of school.",
        null => Unknown(school, "whether it is state-funded"),
    };

    public static string InEngland(School school) => school.InEngland switch
    {
        true => "It is in England.",
        false => $"{Type(school)} in {Authority(school)} is not in England.",
        null => Unknown(school, "whether it is in England"),
    };

    public static string Secondary(School school) => (school.Secondary, school.Phase) switch
    {
        (true, V1.School.Types.Phase.NotApplicable or V1.School.Types.Phase.Unspecified) =>
            $"It is a special school that teaches up to the age of {school.StatutoryHighAge}.",
        (true, _) => $"Its phase is {Phase(school)}.",
        (false, V1.School.Types.Phase.NotApplicable or V1.School.Types.Phase.Unspecified) =>
            "It has no phase, and is not a special school that teaches up to the age of 16 or more.",
        (false, _) => $"Its phase is {Phase(school)}, which is not secondary.",
        _ => "GIAS gives no phase, or no oldest age, that would tell: a person must look.",
    };

    static string Unknown(School school, string what) => school.TypeCode.Length == 0
        ? $"GIAS gives no type of establishment, so {what} is not known: a person must look."
        : $"The type of establishment {Type(school)} ({school.TypeCode}) does not tell {what}: a person must look.";

    static string Type(School school) => school.TypeName.Length > 0 ? school.TypeName : "The school";

    static string District(School school) => Named(school.DistrictName, school.DistrictCode);

    static string Authority(School school) => Named(school.LocalAuthorityName, school.LocalAuthorityCode);

    static string Named(string name, string code) => name.Length == 0 ? code : $"{name} ({code})";

    static string Phase(School school) => Enums.Text(school.Phase).ToLowerInvariant().Replace('_', ' ');
}
