using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>How the department will know that an aim is met. Stored as JSON in the aim's row.</summary>
public sealed record SuccessCriterion
{
    public required string Statement { get; init; }
    public double? Baseline { get; init; }
    public double? Target { get; init; }
    public string Unit { get; init; } = "";
    public DateOnly? DueDate { get; init; }
    public double? Current { get; init; }

    public bool IsMeasurable => DueDate is not null && Target is not null;

    /// <summary>Whether the target is the same as the baseline.</summary>
    public bool RestatesBaseline => Target is { } target && Baseline is { } baseline && target.Equals(baseline);

    public static SuccessCriterion Of(V1.Aim.Types.SuccessCriterion from) => new()
    {
        Statement = from.Statement,
        Baseline = from.HasBaseline ? from.Baseline : null,
        Target = from.HasTarget ? from.Target : null,
        Unit = from.Unit,
        DueDate = IsoDate.ParseOrNull(from.DueDate),
        Current = from.HasCurrent ? from.Current : null,
    };

    public V1.Aim.Types.SuccessCriterion ToProto()
    {
        var criterion = new V1.Aim.Types.SuccessCriterion
        {
            Statement = Statement,
            Baseline = Baseline ?? 0,
            Target = Target ?? 0,
            Unit = Unit,
            DueDate = IsoDate.Text(DueDate),
            Current = Current ?? 0,
        };
        Clear(Baseline, criterion.ClearBaseline);
        Clear(Target, criterion.ClearTarget);
        Clear(Current, criterion.ClearCurrent);
        return criterion;
    }

    /// <summary>The contract distinguishes 0 from no value, but its properties cannot be set to null.</summary>
    static void Clear(double? value, Action clear)
    {
        if (value is null)
        {
            clear();
        }
    }
}
