using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>The value of a success criterion on one day.</summary>
public sealed record Measurement(DateOnly MeasureDate, double Value)
{
    public static Measurement Of(V1.Aim.Types.SuccessCriterion.Types.Measurement from) =>
        new(IsoDate.Parse(from.MeasureDate), from.Value);

    public V1.Aim.Types.SuccessCriterion.Types.Measurement ToProto() =>
        new() { MeasureDate = IsoDate.Text(MeasureDate), Value = Value };
}
