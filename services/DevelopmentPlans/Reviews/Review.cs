using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>A review of a plan: the row and its rules.</summary>
public sealed record Review : IResource
{
    public const string Type = "mastery.services/Review";
    public const string Collection = "reviews";
    const string DateField = "review.review_date";

    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid Id { get; init; }
    public required DateOnly ReviewDate { get; init; }
    public string Summary { get; init; } = "";
    public required IReadOnlyList<AimReview> AimReviews { get; init; }
    public Guid? Corrects { get; init; }
    public required long PlanRevision { get; init; }
    public long Revision { get; init; } = 1;
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"{PlanName}/{Collection}/{Id}";
    public string Etag => Etags.Of(Revision);

    string PlanName => $"hubs/{HubId}/plans/{PlanId}";

    /// <summary>A review of the plan as it is now.</summary>
    public static Review New(Plan plan, V1.Review from, DateOnly today)
    {
        plan.Require(PlanState.Shared, PlanState.Agreed);
        return new()
        {
            HubId = plan.HubId,
            PlanId = plan.Id,
            Id = Guid.CreateVersion7(),
            ReviewDate = Day(plan, IsoDate.Parse(from.ReviewDate), today),
            Summary = from.Summary,
            AimReviews = Once(from, [.. from.AimReviews.Select(item => AimReview.Of(plan, item))]),
            Corrects = from.Corrects.Length == 0 ? null : plan.PartIds(Collection, [from.Corrects])[0],
            PlanRevision = plan.Revision,
        };
    }

    public V1.Review ToProto() => new()
    {
        Name = Name,
        ReviewDate = IsoDate.Text(ReviewDate),
        Summary = Summary,
        AimReviews = { AimReviews.Select(item => item.ToProto(PlanName)) },
        Corrects = Corrects is { } id ? $"{PlanName}/{Collection}/{id}" : "",
        PlanRevision = PlanRevision,
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    /// <summary>A plan's year may be launched in the July before it.</summary>
    static DateOnly Day(Plan plan, DateOnly day, DateOnly today)
    {
        var earliest = AcademicYear.Parse(plan.AcademicYear).Start.AddMonths(-2);
        return day > today ? throw ApiError.Invalid(
                DateField, $"lies in the future: a review is written once it was held; today is {IsoDate.Text(today)}")
            : day < earliest ? throw ApiError.Invalid(
                DateField, $"lies before the plan's work begins, which is {IsoDate.Text(earliest)} at the earliest")
            : day;
    }

    static IReadOnlyList<AimReview> Once(V1.Review from, IReadOnlyList<AimReview> items)
    {
        var again = items.Index().FirstOrDefault(
            item => items.Take(item.Index).Any(before => before.AimId == item.Item.AimId), (-1, null!));
        return again.Index < 0 ? items : throw ApiError.Invalid(
            $"review.aim_reviews[{again.Index}].aim",
            $"'{from.AimReviews[again.Index].Aim}' is judged above already: judge each aim once");
    }
}
