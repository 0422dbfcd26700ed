using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Reads the names by which one resource refers to another.</summary>
static class Reference
{
    /// <summary>The id in <paramref name="name"/>. If it is no UUID, the name refers to nothing: the result is then
    /// <see cref="Guid.Empty"/>, which no row has.</summary>
    public static Guid ToId(string name) => Guid.TryParseExact(name.Id(), "D", out var id) ? id : Guid.Empty;

    /// <summary>The same for a field that may be left out.</summary>
    public static Guid? ToIdOrNull(string name) => name.Length == 0 ? null : ToId(name);
}
