namespace Mastery.DevelopmentPlans;

/// <summary>Values that are percentages, as their unit says in one of the usual ways.</summary>
static class Percent
{
    const string Expected = "must be from 0 to 100, because its unit is a percentage";

    static readonly string[] Units = ["%", "percent", "per cent", "percentage"];

    /// <summary>What is wrong with values of a unit, by their fields.</summary>
    public static IEnumerable<(string Field, string Description)> Check(
        string unit, IEnumerable<(string Field, double? Value)> values) => Is(unit)
        ? values.Where(one => one.Value is < 0 or > 100).Select(one => (one.Field, Expected))
        : [];

    /// <summary>"%" and "per cent of Year 8", but not "percentage points", which may be negative.</summary>
    static bool Is(string unit) => Array.Exists(Units, percent =>
        unit.Equals(percent, StringComparison.OrdinalIgnoreCase)
            || unit.StartsWith($"{percent} of ", StringComparison.OrdinalIgnoreCase));
}
