using System.Text.Json.Serialization;
using Google.Protobuf.Collections;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A post of a person in a department. A separate table stores posts, so that a department's people can be
/// found; statements read and write them as one JSON list.</summary>
public sealed record Post
{
    public required Guid DepartmentId { get; init; }

    public string JobTitle { get; init; } = "";

    [JsonConverter(typeof(EnumJson<V1.Responsibility>))]
    public V1.Responsibility? Responsibility { get; init; }

    /// <summary>The first day; null if it is not known.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day; null while the post is open.</summary>
    public DateOnly? EndDate { get; init; }

    public DateOnly? ExpectedFromDate { get; init; }

    public DateOnly? ExpectedUntilDate { get; init; }

    public static IReadOnlyList<Post> From(RepeatedField<V1.Participant.Types.Post> posts)
    {
        List<Post> read = [.. posts.Select(From)];
        List<(string, string)> faults =
            [.. read.SelectMany((post, index) => post.Faults($"participant.posts[{index}]"))];
        return faults.Count > 0 ? throw ApiError.Invalid(faults) : read;
    }

    /// <summary>The post of a request that has one only; it begins <paramref name="today"/> unless it says
    /// otherwise.</summary>
    public static Post From(V1.Participant.Types.Post post, DateOnly today)
    {
        var read = From(post);
        read = read with { StartDate = read.StartDate ?? today };
        List<(string, string)> faults = [.. read.Faults("post")];
        return faults.Count > 0 ? throw ApiError.Invalid(faults) : read;
    }

    /// <summary>The statement's condition that the post <c>w</c> is held on the present day in England.</summary>
    public static string HeldToday { get; } = HeldOn("england_today()");

    /// <summary>The statement's condition that the post <c>w</c> is held on a day.</summary>
    /// <param name="day">The day, in SQL.</param>
    public static string HeldOn(string day) => HeldDuring(day, day);

    /// <summary>The statement's condition that the post <c>w</c> is held on one of the days.</summary>
    /// <param name="first">The first day, in SQL.</param>
    /// <param name="last">The last day, in SQL.</param>
    public static string HeldDuring(string first, string last) =>
        $"coalesce(w.start_date, '-infinity') <= {last} AND coalesce(w.end_date, 'infinity') >= {first}";

    public bool IsHeldOn(DateOnly day) => !(StartDate > day) && !(EndDate < day);

    /// <summary>Whether the post is open after <paramref name="day"/>.</summary>
    public bool IsOpenAfter(DateOnly day) => EndDate is null || EndDate > day;

    /// <summary>The post, which ends on <paramref name="day"/> unless it has ended before.</summary>
    public Post EndBy(DateOnly day) => !IsOpenAfter(day) ? this : this with
    {
        EndDate = day,
        ExpectedFromDate = ExpectedFromDate > day ? day : ExpectedFromDate,
        ExpectedUntilDate = ExpectedUntilDate > day ? null : ExpectedUntilDate,
    };

    /// <summary>The post, open again if it ended on <paramref name="day"/>.</summary>
    public Post ReopenFrom(DateOnly? day) =>
        EndDate is not null && EndDate == day ? this with { EndDate = null } : this;

    public V1.Participant.Types.Post ToProto(string hub) => new()
    {
        Department = $"hubs/{hub}/departments/{DepartmentId}",
        JobTitle = JobTitle,
        Responsibility = Responsibility ?? default,
        StartDate = IsoDate.Text(StartDate),
        EndDate = IsoDate.Text(EndDate),
        ExpectedFromDate = IsoDate.Text(ExpectedFromDate),
        ExpectedUntilDate = IsoDate.Text(ExpectedUntilDate),
    };

    static Post From(V1.Participant.Types.Post post) => new()
    {
        DepartmentId = Reference.ToId(post.Department),
        JobTitle = post.JobTitle,
        Responsibility = Specialism.OrNull(post.Responsibility),
        StartDate = IsoDate.ParseOrNull(post.StartDate),
        EndDate = IsoDate.ParseOrNull(post.EndDate),
        ExpectedFromDate = IsoDate.ParseOrNull(post.ExpectedFromDate),
        ExpectedUntilDate = IsoDate.ParseOrNull(post.ExpectedUntilDate),
    };

    IEnumerable<(string, string)> Faults(string field)
    {
        if (EndDate < StartDate)
        {
            yield return ($"{field}.end_date", "is before the start date");
        }

        foreach (var (name, day) in new[]
        {
            ("expected_from_date", ExpectedFromDate),
            ("expected_until_date", ExpectedUntilDate),
        })
        {
            if (day < StartDate || day > EndDate)
            {
                yield return ($"{field}.{name}", "is not within the dates of the post");
            }
        }

        if (ExpectedUntilDate < ExpectedFromDate)
        {
            yield return ($"{field}.expected_until_date", "is before the day from which the person is expected");
        }
    }
}
