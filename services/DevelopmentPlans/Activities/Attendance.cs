using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Whether a person came to an activity that was delivered. Stored as JSON in the activity's row.</summary>
public sealed record Attendance(string Participant, bool Present)
{
    /// <summary>What a request records, for each person once.</summary>
    public static IReadOnlyList<Attendance> Of(IReadOnlyCollection<V1.Activity.Types.Attendance> recorded) =>
        recorded.DistinctBy(one => one.Participant).Count() == recorded.Count
            ? [.. recorded.Select(one => new Attendance(one.Participant, one.Present))]
            : throw ApiError.Invalid("attendances", "must not name a person twice");

    /// <summary>What is recorded in the end: of people who are named again, the later word.</summary>
    public static IReadOnlyList<Attendance> Corrected(IReadOnlyList<Attendance> before, IReadOnlyList<Attendance> now)
    {
        var words = now.ToDictionary(one => one.Participant);
        return
        [
            .. before.Select(one => words.GetValueOrDefault(one.Participant, one)),
            .. now.ExceptBy(before.Select(one => one.Participant), one => one.Participant),
        ];
    }

    public V1.Activity.Types.Attendance ToProto() => new() { Participant = Participant, Present = Present };
}
