using System.Collections.Frozen;
using Mastery.Participants.V1;

namespace Mastery.Mis.OneRoster;

/// <summary>The roles of OneRoster and School Data Sync: whose are taken, and what they say.</summary>
static class StaffRoles
{
    static readonly FrozenSet<string> Staff = new[]
    {
        "teacher", "administrator", "aide", "proctor", "counselor", "principal", "siteAdministrator",
        "districtAdministrator", "staff", "faculty", "professor", "lecturer", "instructor", "adjunct",
        "teacherAssistant", "officeStaff",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["student"] = "pupils",
        ["pupil"] = "pupils",
        ["alumni"] = "pupils",
        ["parent"] = "parents and carers",
        ["guardian"] = "parents and carers",
        ["relative"] = "parents and carers",
        ["contact"] = "parents and carers",
        ["systemAdministrator"] = "administrators of computer systems",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether people of a role are staff.</summary>
    public static bool IsStaff(string role) => Staff.Contains(role);

    /// <summary>How those of another role are counted; null for a role that no format has.</summary>
    public static string? KindOf(string role) => Others.GetValueOrDefault(role);

    /// <summary>The responsibility where a role says it. A head of department is a "teacher" too, so that says
    /// none.</summary>
    public static Responsibility Responsibility(string role) =>
        role.Equals("principal", StringComparison.OrdinalIgnoreCase)
            ? Mastery.Participants.V1.Responsibility.SeniorLeader : default;

    /// <summary>Whether a status says that a record is gone.</summary>
    public static bool IsGone(string status) => status.ToLowerInvariant() is "tobedeleted" or "inactive" or "deleted";
}
