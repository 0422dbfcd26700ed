using System.Text.Json.Serialization;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans;

/// <summary>What a review says of one aim. Stored as JSON in the review's row.</summary>
public sealed record AimReview
{
    public required Guid AimId { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<Rating>))]
    public required Rating Rating { get; init; }

    public required string Narrative { get; init; }
    public string Impact { get; init; } = "";
    public string NextStep { get; init; } = "";

    public static AimReview Of(Plan plan, V1.Review.Types.AimReview from) => new()
    {
        AimId = plan.PartIds(Aim.Collection, [from.Aim])[0],
        Rating = from.Rating,
        Narrative = from.Narrative,
        Impact = from.Impact,
        NextStep = from.NextStep,
    };

    /// <param name="plan">The name of the plan.</param>
    public V1.Review.Types.AimReview ToProto(string plan) => new()
    {
        Aim = $"{plan}/{Aim.Collection}/{AimId}",
        Rating = Rating,
        Narrative = Narrative,
        Impact = Impact,
        NextStep = NextStep,
    };
}
