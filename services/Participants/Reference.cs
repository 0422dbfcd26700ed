using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Reads the names by which one resource refers to another.</summary>
static class Reference
{
    /// <summary>The id of what <paramref name="name"/> refers to. A well-formed name whose id is no UUID refers to
    /// nothing, as <see cref="Guid.Empty"/> does.</summary>
    public static Guid ToId(string name) => Guid.TryParseExact(name.Id(), "D", out var id) ? id : Guid.Empty;

    /// <summary>The same for a field that may be left out.</summary>
    public static Guid? ToIdOrNull(string name) => name.Length == 0 ? null : ToId(name);
}
