using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>Lists of enum values, which tables keep as arrays of text.</summary>
static class EnumList
{
    public const string Expected = "must be different values";

    /// <summary>Whether no two elements are the same.</summary>
    public static bool AreDifferent<T>(IReadOnlyCollection<T> values) where T : struct, Enum =>
        values.Distinct().Count() == values.Count;

    public static string[] Texts<T>(IEnumerable<T> values) where T : struct, Enum => [.. values.Select(Enums.Text)];

    public static IEnumerable<T> Parse<T>(IEnumerable<string> texts) where T : struct, Enum =>
        texts.Select(Enums.Parse<T>);
}
