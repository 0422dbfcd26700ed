namespace Mastery.FocusCatalogue;

/// <summary>Rules of lists of enum values.</summary>
static class EnumList
{
    public const string Expected = "must be different values";

    /// <summary>Whether no two elements are the same.</summary>
    public static bool AreDifferent<T>(IReadOnlyCollection<T> values) where T : struct, Enum =>
        values.Distinct().Count() == values.Count;
}
