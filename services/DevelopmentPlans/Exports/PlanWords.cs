using System.Globalization;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>How exports say what the contract has as codes.</summary>
static class PlanWords
{
    /// <summary>"Lesson observation"; empty for what was not said.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        var text = Enums.Text(value);
        return text == "UNSPECIFIED" ? "" : text[..1] + text[1..].Replace('_', ' ').ToLowerInvariant();
    }

    /// <summary>"41.5%", "12 books".</summary>
    public static string Value(double? value, string unit) => value is not { } known ? ""
        : unit.Length == 0 ? Number(known)
        : unit.StartsWith('%') ? Number(known) + unit
        : $"{Number(known)} {unit}";

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Day(DateOnly? day) => day is { } known ? EnglandTime.Words(known) : "";

    /// <summary>"16 October 2024", or "16 October 2024 to 5 February 2025".</summary>
    public static string Days(DateOnly first, DateOnly last) =>
        first == last ? Day(first) : $"{Day(first)} to {Day(last)}";

    /// <summary>"41% on 13 December 2024, 52% on 28 March 2025".</summary>
    public static string Measurements(CriterionLine criterion) => string.Join(", ", criterion.Measurements.Select(
        one => $"{Value(one.Value, criterion.Unit)} on {Day(one.MeasureDate)}"));
}
