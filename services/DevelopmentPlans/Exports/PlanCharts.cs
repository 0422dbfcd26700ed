using System.Globalization;
using System.Xml.Linq;

namespace Mastery.DevelopmentPlans;

/// <summary>The charts of a plan as SVG, each with a text that says the same.</summary>
static class PlanCharts
{
    const int Left = 130;
    const int BarWidth = 340;
    const int RowHeight = 30;
    const int ChartWidth = 600;
    const int ChartHeight = 130;
    const int Top = 20;
    const int Bottom = 100;
    const int First = 110;
    const int Last = 470;

    /// <summary>How many members the programme and the activities of each aim are for.</summary>
    public static XElement Reach(ReachLine reach)
    {
        List<(string Label, int Count)> bars =
        [
            ("Whole programme", reach.Reached),
            .. reach.Aims.Select(aim => ($"Aim {aim.Aim}", aim.Reached)),
        ];
        var words = bars.Select(bar => $"{bar.Label}: {bar.Count} of {reach.Members}");
        return Chart(
            "reach", ChartWidth, bars.Count * RowHeight, "Members of the department whom the programme reaches",
            $"{string.Join("; ", words)}.",
            bars.SelectMany((bar, at) => Bar(bar.Label, bar.Count, reach.Members, at * RowHeight)));
    }

    /// <summary>The value of a criterion over time, from where it started to where it is to go.</summary>
    public static XElement Progress(CriterionLine criterion)
    {
        var scale = Scale.Of(criterion);
        var points = criterion.Measurements
            .Select(one => (X: scale.X(one.MeasureDate), Y: scale.Y(one.Value), one)).ToList();
        return Chart(
            $"progress-{criterion.Number.Replace('.', '-')}", ChartWidth, ChartHeight,
            $"Progress of success criterion {criterion.Number}", Words(criterion),
            [
                Line("start", First, scale.Y(criterion.Baseline!.Value), Last, scale.Y(criterion.Baseline.Value)),
                Line("target", First, scale.Y(criterion.Target!.Value), Last, scale.Y(criterion.Target.Value)),
                Text(First - 8, scale.Y(criterion.Baseline.Value), "end",
                    $"Start {PlanWords.Value(criterion.Baseline, criterion.Unit)}"),
                Text(Last + 8, scale.Y(criterion.Target.Value), "start",
                    $"Target {PlanWords.Value(criterion.Target, criterion.Unit)}"),
                points.Count > 1
                    ? new XElement("polyline", Html.Class("value"), new XAttribute(
                        "points", string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))))
                    : null,
                .. points.Select(point => new XElement("circle", Html.Class("value"),
                    At("cx", point.X), At("cy", point.Y), At("r", 4))),
                .. points.TakeLast(1).Select(point => Text(
                    point.X, point.Y - 10, "middle", PlanWords.Value(point.one.Value, criterion.Unit))),
                Text(First, ChartHeight - 6, "start", PlanWords.Day(scale.First)),
                Text(Last, ChartHeight - 6, "end", PlanWords.Day(scale.Last)),
            ]);
    }

    /// <summary>What the chart of a criterion shows.</summary>
    public static string Words(CriterionLine criterion)
    {
        var due = criterion.DueDate is { } day ? $" by {PlanWords.Day(day)}" : "";
        var measured = criterion.Measurements.Count == 0 ? "Nothing measured yet."
            : $"Measured: {PlanWords.Measurements(criterion)}.";
        return $"Start {PlanWords.Value(criterion.Baseline, criterion.Unit)}, "
            + $"target {PlanWords.Value(criterion.Target, criterion.Unit)}{due}. {measured}";
    }

    static IEnumerable<XElement> Bar(string label, int count, int all, int y) =>
    [
        Text(Left - 10, y + (RowHeight / 2), "end", label),
        Rectangle("all", Left, y + 6, BarWidth),
        Rectangle("part", Left, y + 6, all == 0 ? 0 : (double)BarWidth * count / all),
        Text(Left + BarWidth + 10, y + (RowHeight / 2), "start", $"{count} of {all}"),
    ];

    /// <summary>An image for who sees it, its title and its words for who does not.</summary>
    static XElement Chart(
        string id, int width, int height, string title, string words, IEnumerable<XElement?> content) => new(
            "svg",
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{id}-title {id}-words"),
            new XAttribute("viewBox", $"0 0 {width} {height}"),
            At("width", width),
            At("height", height),
            new XElement("title", Html.Id($"{id}-title"), title),
            new XElement("desc", Html.Id($"{id}-words"), words),
            content);

    static XElement Rectangle(string name, double x, double y, double width) => new("rect", Html.Class(name),
        At("x", x), At("y", y), At("width", width), At("height", RowHeight - 12));

    static XElement Line(string name, double x1, double y1, double x2, double y2) => new("line", Html.Class(name),
        At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2));

    static XElement Text(double x, double y, string anchor, string text) => new("text",
        At("x", x), At("y", y), new XAttribute("text-anchor", anchor),
        new XAttribute("dominant-baseline", "middle"), text);

    static XAttribute At(string name, double value) => new(name, N(value));

    static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Where a day and a value of a criterion are in its chart.</summary>
    sealed record Scale(DateOnly First, DateOnly Last, double Least, double Most)
    {
        public static Scale Of(CriterionLine criterion)
        {
            List<double> values = [criterion.Baseline!.Value, criterion.Target!.Value,
                .. criterion.Measurements.Select(one => one.Value)];
            List<DateOnly> days = [.. criterion.Measurements.Select(one => one.MeasureDate)];
            if (criterion.DueDate is { } due)
            {
                // From the beginning of the academic year in which it is due.
                days.AddRange([Contracts.AcademicYear.Of(due).Start, due]);
            }

            return days.Count == 0
                ? new(default, default, values.Min(), values.Max())
                : new(days.Min(), days.Max(), values.Min(), values.Max());
        }

        public double X(DateOnly day) => PlanCharts.First + ((double)(PlanCharts.Last - PlanCharts.First)
            * (day.DayNumber - First.DayNumber) / Math.Max(1, Last.DayNumber - First.DayNumber));

        /// <summary>Higher is higher up. Where all values are one, it is in the middle.</summary>
        public double Y(double value) => Most - Least < double.Epsilon
            ? (Top + Bottom) / 2.0
            : Bottom - ((Bottom - Top) * (value - Least) / (Most - Least));
    }
}
