using System.Text.RegularExpressions;
using Mastery.Mis.Tables;

namespace Mastery.Mis.OneRoster;

/// <summary>Finds the Teacher Reference Number among the ids of a user.</summary>
static partial class TrnIn
{
    /// <summary>The number in <c>{LDAP:12},{TRN:1234567}</c>; empty where there is none.</summary>
    public static SourceCell UserIds(SourceCell cell) => cell.With(Form().Match(cell.Text).Groups[1].Value);

    /// <summary>Whether a type of id is the Teacher Reference Number.</summary>
    public static bool IsType(string type) => Type().IsMatch(type);

    [GeneratedRegex(@"\{\s*(?:TRN|DfE|Teacher\s?(?:Reference\s?)?Number)\s*:\s*([^{}]+?)\s*\}",
        RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"^(?:TRN|DfE|Teacher\s?(?:Reference\s?)?Number)$", RegexOptions.IgnoreCase)]
    private static partial Regex Type();
}
