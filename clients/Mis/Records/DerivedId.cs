using System.Security.Cryptography;
using System.Text;
using Mastery.Participants.V1;

namespace Mastery.Mis.Records;

/// <summary>The id of a person in a source that has none of its own: the TRN, else a digest of school and names. A
/// change of name changes it.</summary>
static class DerivedId
{
    const string OfName = "name-";

    /// <summary>The id.</summary>
    public static string Of(StaffRecord person, SourceSchool? school)
    {
        if (person.Trn.Length > 0)
        {
            return $"trn-{person.Trn}";
        }

        var names = $"{school?.Number}|{person.GivenName}|{person.FamilyName}".ToUpperInvariant();
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(names.Normalize(NormalizationForm.FormKC)));
        return $"{OfName}{Convert.ToHexStringLower(digest)[..20]}";
    }

    /// <summary>Whether two records with this id may be two people.</summary>
    public static bool IsOnlyName(string id) => id.StartsWith(OfName, StringComparison.Ordinal);
}
