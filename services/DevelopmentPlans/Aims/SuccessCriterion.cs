using Mastery.Contracts;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;

namespace Mastery.DevelopmentPlans;

/// <summary>How the department will know that an aim is met. Stored as JSON in the aim's row.</summary>
public sealed record SuccessCriterion
{
    public required string Statement { get; init; }
    public Direction Direction { get; init; }
    public double? Baseline { get; init; }
    public double? Target { get; init; }
    public string Unit { get; init; } = "";
    public DateOnly? DueDate { get; init; }

    /// <summary>By whom an observed one will be seen.</summary>
    public string Observer { get; init; } = "";

    /// <summary>The value over time, in the order of its days.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>The value of the last measurement.</summary>
    public double? Latest => Measurements is [.., var last] ? last.Value : null;

    /// <summary>Whether a number will show that it is met.</summary>
    public bool IsMeasured => Direction != Direction.Unspecified && Baseline is not null && Target is not null;

    /// <summary>Whether somebody will see that it is met.</summary>
    public bool IsObserved => Observer.Length > 0 && Target is null;

    public static SuccessCriterion Of(V1.Aim.Types.SuccessCriterion from) => new()
    {
        Statement = from.Statement,
        Direction = from.Direction,
        Baseline = from.HasBaseline ? from.Baseline : null,
        Target = from.HasTarget ? from.Target : null,
        Unit = from.Unit,
        DueDate = IsoDate.ParseOrNull(from.DueDate),
        Observer = from.Observer,
        Measurements = [.. from.Measurements.Select(Measurement.Of).OrderBy(measurement => measurement.MeasureDate)],
    };

    public V1.Aim.Types.SuccessCriterion ToProto()
    {
        var criterion = new V1.Aim.Types.SuccessCriterion
        {
            Statement = Statement,
            Direction = Direction,
            Baseline = Baseline ?? 0,
            Target = Target ?? 0,
            Unit = Unit,
            DueDate = IsoDate.Text(DueDate),
            Observer = Observer,
            Measurements = { Measurements.Select(measurement => measurement.ToProto()) },
        };
        Clear(Baseline, criterion.ClearBaseline);
        Clear(Target, criterion.ClearTarget);
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
