using Mastery.Contracts;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;
using Post = Mastery.Participants.V1.Participant.Types.Post;

namespace Mastery.DevelopmentPlans;

/// <summary>The people of departments, read from Participants with the caller's own token.</summary>
public sealed class Departments(ParticipantService.ParticipantServiceClient participants, TimeProvider clock)
{
    const int PageSize = 1000;

    /// <summary>Everyone whom the department expects in the year, but for those whose time there is over
    /// already: no activity can reach them any more.</summary>
    public async Task<IReadOnlyList<Member>> MembersAsync(
        string department, AcademicYear year, CancellationToken cancellationToken)
    {
        List<Member> members = [];
        var (from, until) = Remaining(year);
        var request = new ListParticipantsRequest
        {
            Parent = $"hubs/{department.HubId()}",
            PageSize = PageSize,
            Filter = $"posts.department = \"{department}\" AND state = STATE_ACTIVE",
            PostsFromDate = IsoDate.Text(from),
            PostsUntilDate = IsoDate.Text(until),
        };
        do
        {
            var page = await participants.ListParticipantsAsync(request, null, null, cancellationToken);
            members.AddRange(page.Participants
                .Where(person => person.Posts.Any(post => post.Department == department && Expects(post, from, until)))
                .Select(Member.Of));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return members;
    }

    /// <summary>The departments of a hub that went to another one.</summary>
    public async Task<IReadOnlyList<Department>> MovedAsync(string hub, CancellationToken cancellationToken)
    {
        List<Department> moved = [];
        var request = new ListDepartmentsRequest
        {
            Parent = $"hubs/{hub}",
            PageSize = PageSize,
            Filter = "state = STATE_MOVED",
        };
        do
        {
            var page = await participants.ListDepartmentsAsync(request, null, null, cancellationToken);
            moved.AddRange(page.Departments);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return moved;
    }

    /// <summary>What is left of a year: all of one that has not begun, the last day of one that is over.</summary>
    (DateOnly From, DateOnly Until) Remaining(AcademicYear year)
    {
        var today = EnglandTime.Today(clock);
        return (today < year.Start ? year.Start : today > year.End ? year.End : today, year.End);
    }

    /// <summary>Whether a post expects the person on one of the days; where it says nothing else, on all its
    /// days.</summary>
    static bool Expects(Post post, DateOnly from, DateOnly until) =>
        !(First(post.ExpectedFromDate, post.StartDate) > until)
            && !(First(post.ExpectedUntilDate, post.EndDate) < from);

    static DateOnly? First(string expected, string held) => IsoDate.ParseOrNull(expected) ?? IsoDate.ParseOrNull(held);
}
