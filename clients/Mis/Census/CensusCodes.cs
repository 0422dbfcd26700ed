using System.Collections.Frozen;
using Mastery.Participants.V1;

namespace Mastery.Mis.Census;

/// <summary>The codes of posts, roles and subjects of the School Workforce Census that the programme asks
/// about.</summary>
static class CensusCodes
{
    static readonly FrozenDictionary<string, (string Title, Responsibility Responsibility)> Teaching =
        new Dictionary<string, (string, Responsibility)>
        {
            ["HDTR"] = ("Headteacher", Responsibility.SeniorLeader),
            ["EXHT"] = ("Executive headteacher", Responsibility.SeniorLeader),
            ["DPHT"] = ("Deputy headteacher", Responsibility.SeniorLeader),
            ["ASHT"] = ("Assistant headteacher", Responsibility.SeniorLeader),
            ["HDPT"] = ("Head of department", Responsibility.HeadOfDepartment),
            ["HDYR"] = ("Head of year", default),
            ["LDPR"] = ("Leading practitioner", default),
            ["TCHR"] = ("Teacher", Responsibility.ClassroomTeacher),
            ["HDT"] = ("Headteacher", Responsibility.SeniorLeader),
            ["EHT"] = ("Executive headteacher", Responsibility.SeniorLeader),
            ["DHT"] = ("Deputy headteacher", Responsibility.SeniorLeader),
            ["AHT"] = ("Assistant headteacher", Responsibility.SeniorLeader),
            ["LPT"] = ("Leading practitioner", default),
            ["CLT"] = ("Teacher", Responsibility.ClassroomTeacher),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, string> Subjects = new Dictionary<string, string>
    {
        ["MAT"] = "Mathematics",
        ["STA"] = "Statistics",
        ["FMA"] = "Further mathematics",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the codes of one contract say: that of most responsibility; null where none is a
    /// teacher's.</summary>
    public static (string Title, Responsibility Responsibility)? TeachingPost(IEnumerable<string> codes) => codes
        .Where(Teaching.ContainsKey)
        .Select(code => ((string, Responsibility)?)Teaching[code])
        .MaxBy(post => post!.Value.Item2);

    /// <summary>A subject in words, where the programme knows its code; otherwise the code.</summary>
    public static string Subject(string code) => Subjects.GetValueOrDefault(code, code);
}
