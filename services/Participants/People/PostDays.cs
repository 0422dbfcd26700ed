using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The days on which posts count for the filter of a list.</summary>
public sealed record PostDays(DateOnly From, DateOnly Until)
{
    /// <summary>The days of a request: the present one where it names none.</summary>
    public static PostDays Of(V1.ListParticipantsRequest request, DateOnly today)
    {
        var (from, until) = (IsoDate.ParseOrNull(request.PostsFromDate), IsoDate.ParseOrNull(request.PostsUntilDate));
        return (from, until) switch
        {
            (null, null) => new(today, today),
            _ when until < from => throw ApiError.Invalid("posts_until_date", "is before posts_from_date"),
            _ => new(from ?? DateOnly.MinValue, until ?? DateOnly.MaxValue),
        };
    }
}
