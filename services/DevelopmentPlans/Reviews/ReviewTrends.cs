using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;
using Trend = Mastery.DevelopmentPlans.V1.ReviewSummary.Types.Trend;

namespace Mastery.DevelopmentPlans;

/// <summary>How the aims of a plan have stood over its reviews.</summary>
static class ReviewTrends
{
    /// <summary>The reviews that no other one puts right.</summary>
    public static IReadOnlyList<Review> Counted(IReadOnlyList<Review> reviews)
    {
        var corrected = reviews.Select(review => review.Corrects).ToHashSet();
        return [.. reviews.Where(review => !corrected.Contains(review.Id))];
    }

    /// <param name="plan">The name of the plan.</param>
    /// <param name="aims">The aims that it has now.</param>
    /// <param name="reviews">All its reviews, in the order in which they were written.</param>
    public static V1.ReviewSummary Of(string plan, IReadOnlyList<Aim> aims, IReadOnlyList<Review> reviews)
    {
        List<Review> counted = [.. Counted(reviews).OrderBy(review => review.ReviewDate)];
        var gone = counted.SelectMany(review => review.AimReviews).Select(item => item.AimId).Distinct()
            .Except(aims.Select(aim => aim.Id));
        return new()
        {
            AimTrends =
            {
                aims.Select(aim => Of($"{plan}/{Aim.Collection}/{aim.Id}", aim.Id, aim.Statement, counted)),
                gone.Select(id => Of($"{plan}/{Aim.Collection}/{id}", id, "", counted)),
            },
            LastReviewDate = IsoDate.Text(counted.Count == 0 ? null : counted[^1].ReviewDate),
            Message = counted.Count switch
            {
                0 => "The plan has not been reviewed yet.",
                1 => $"The plan was reviewed once, on {EnglandTime.Words(counted[0].ReviewDate)}.",
                var count => $"The plan was reviewed {GroupWords.Times(count)}, "
                    + $"last on {EnglandTime.Words(counted[^1].ReviewDate)}.",
            },
        };
    }

    static V1.ReviewSummary.Types.AimTrend Of(string name, Guid id, string statement, List<Review> reviews)
    {
        List<V1.ReviewSummary.Types.Point> points =
        [
            .. from review in reviews
               from item in review.AimReviews
               where item.AimId == id
               select new V1.ReviewSummary.Types.Point
               {
                   Review = review.Name,
                   ReviewDate = IsoDate.Text(review.ReviewDate),
                   Rating = item.Rating,
                   PlanRevision = review.PlanRevision,
               },
        ];
        var trend = TrendOf(points);
        return new()
        {
            Aim = name,
            Statement = statement,
            Points = { points },
            Trend = trend,
            Message = Words(points, trend),
        };
    }

    static Trend TrendOf(List<V1.ReviewSummary.Types.Point> points) => points switch
    {
        [] => Trend.NotReviewed,
        [_] => Trend.First,
        [.., var before, var last] when last.Rating > before.Rating => Trend.Better,
        [.., var before, var last] when last.Rating < before.Rating => Trend.Worse,
        _ => Trend.Same,
    };

    static string Words(List<V1.ReviewSummary.Types.Point> points, Trend trend) => trend switch
    {
        Trend.NotReviewed => "No review has looked at this aim yet.",
        Trend.First => $"{On(points[^1])}; there is no earlier review to compare it with.",
        Trend.Better => $"{On(points[^1])}: better than before, when it was {Word(points[^2].Rating)}.",
        Trend.Worse => $"{On(points[^1])}: worse than before, when it was {Word(points[^2].Rating)}.",
        _ => $"{On(points[^1])}, as in the review before.",
    };

    static string On(V1.ReviewSummary.Types.Point point) =>
        $"{Capital(Word(point.Rating))} on {EnglandTime.Words(IsoDate.Parse(point.ReviewDate))}";

    static string Word(Rating rating) => rating switch
    {
        Rating.Red => "red",
        Rating.Amber => "amber",
        _ => "green",
    };

    static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
