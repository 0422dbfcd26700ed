using Grpc.Core;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Who is, was and will be in the department of a plan, as the rules of coherence need it.</summary>
public sealed class DepartmentRecord(ParticipantService.ParticipantServiceClient participants, Departments departments)
{
    const int PageSize = 1000;

    /// <summary>The people of the plan's department, and the plan's activities with people by their present names: a
    /// record that was merged into another still stands in what it took part in.</summary>
    public async Task<(DepartmentPeople People, IReadOnlyList<Activity> Activities)> ReadAsync(
        PlanContent content, CancellationToken cancellationToken)
    {
        var (department, year) = (content.Plan.Department, AcademicYear.Parse(content.Plan.AcademicYear));
        var expected = departments.MembersAsync(department, year, cancellationToken);
        var record = await RecordAsync(department, year, cancellationToken);
        var names = record.Select(person => person.Name).ToHashSet();
        var renamed = await RenamedAsync(content.Activities, names, cancellationToken);
        return (
            new(record.Count(person => IsMember(person, department, year)), await expected, names, [.. renamed.Values]),
            [.. content.Activities.Select(activity => renamed.Count == 0 ? activity : WithNames(activity, renamed))]);
    }

    /// <summary>Everyone who has a post there on one of the days of the year's programme.</summary>
    async Task<List<Participant>> RecordAsync(
        string department, AcademicYear year, CancellationToken cancellationToken)
    {
        List<Participant> record = [];
        var request = new ListParticipantsRequest
        {
            Parent = $"hubs/{department.HubId()}",
            PageSize = PageSize,
            Filter = $"posts.department = \"{department}\"",
            PostsFromDate = IsoDate.Text(ActivityPeople.FirstDay(year)),
            PostsUntilDate = IsoDate.Text(ActivityPeople.LastDay(year)),
        };
        do
        {
            var page = await participants.ListParticipantsAsync(request, null, null, cancellationToken);
            record.AddRange(page.Participants);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return record;
    }

    async Task<Dictionary<string, string>> RenamedAsync(
        IReadOnlyList<Activity> activities, HashSet<string> known, CancellationToken cancellationToken)
    {
        Dictionary<string, string> renamed = [];
        foreach (var name in activities.SelectMany(activity => activity.Audience.Append(activity.LedBy))
            .Where(name => name.Length > 0 && !known.Contains(name)).Distinct())
        {
            try
            {
                renamed[name] = (await participants.GetParticipantAsync(
                    new() { Name = name }, null, null, cancellationToken)).Name;
            }
            catch (RpcException refusal) when (
                refusal.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.PermissionDenied)
            {
                // Somebody whom the caller cannot know is not of the department.
            }
        }

        return renamed;
    }

    static bool IsMember(Participant person, string department, AcademicYear year) =>
        person.State == Participant.Types.State.Active
            && person.Posts.Any(post => post.Department == department
                && !(IsoDate.ParseOrNull(post.StartDate) > year.End)
                && !(IsoDate.ParseOrNull(post.EndDate) < year.Start));

    static Activity WithNames(Activity activity, Dictionary<string, string> renamed) => activity with
    {
        LedBy = renamed.GetValueOrDefault(activity.LedBy, activity.LedBy),
        Audience = [.. activity.Audience.Select(name => renamed.GetValueOrDefault(name, name)).Distinct()],
    };
}
