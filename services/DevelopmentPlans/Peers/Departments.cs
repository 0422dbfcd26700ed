using Grpc.Core;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The people of departments, read from Participants with the caller's own token.</summary>
public sealed class Departments(ParticipantService.ParticipantServiceClient participants, TimeProvider clock)
{
    const int PageSize = 1000;
    const string Missing = "The service 'participants', which knows who is in the department,";

    /// <summary>Everyone whom the department expects in the year, but for those whose time there is over already: no
    /// activity can reach them any more.</summary>
    public async Task<IReadOnlyList<Member>> MembersAsync(
        string department, AcademicYear year, CancellationToken cancellationToken)
    {
        var (from, until) = Remaining(year);
        return await ExpectedAsync(
            department, from, until, $"posts.department = \"{department}\" AND state = STATE_ACTIVE",
            cancellationToken);
    }

    /// <summary>Everyone whom the department expected on a day, by their names. Some may have left since.</summary>
    public async Task<IReadOnlyList<Member>> MembersOnAsync(
        string department, DateOnly day, CancellationToken cancellationToken)
    {
        var members = await ExpectedAsync(
            department, day, day, $"posts.department = \"{department}\"", cancellationToken);
        return
        [
            .. members.OrderBy(member => member.DisplayName, StringComparer.Ordinal)
                .ThenBy(member => member.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Everyone who holds, held or will hold a post in the department on one of the days, expected or
    /// not.</summary>
    public async Task<IReadOnlyList<Member>> PeopleAsync(
        string department, DateOnly from, DateOnly until, CallOptions options)
    {
        List<Member> people = [];
        var request = Request(department, from, until, $"posts.department = \"{department}\"");
        do
        {
            var page = await participants.ListParticipantsAsync(request, options);
            people.AddRange(page.Participants.Select(person => Member.Of(person, department)));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return people;
    }

    /// <summary>A person whom the hub knows, of whatever department; null for somebody whom it does not.</summary>
    public async Task<Member?> FindAsync(string person, CallOptions options)
    {
        try
        {
            return Member.Of(await participants.GetParticipantAsync(new() { Name = person }, options), "");
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The present names of people: a record that was merged into another has that one's. None where the hub
    /// does not know one of them, as it was written while Participants could not be asked.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PresentNamesAsync(
        string hub, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Dictionary<string, string> present = [];
        foreach (var some in names.Chunk(PageSize))
        {
            try
            {
                var found = await participants.BatchGetParticipantsAsync(
                    new() { Parent = $"hubs/{hub}", Names = { some } }, null, null, cancellationToken);
                foreach (var (name, person) in some.Zip(found.Participants))
                {
                    present[name] = person.Name;
                }
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
            {
                // The names stay as they were written.
            }
        }

        return present;
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

    async Task<IReadOnlyList<Member>> ExpectedAsync(
        string department, DateOnly from, DateOnly until, string filter, CancellationToken cancellationToken)
    {
        List<Member> members = [];
        var request = Request(department, from, until, filter);
        do
        {
            var page = await PageAsync(request, cancellationToken);
            members.AddRange(page.Participants
                .Select(person => Member.Of(person, department))
                .Where(member => member.IsExpected(from, until)));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return members;
    }

    /// <summary>A page of people. The refusal while Participants is down says what is missing.</summary>
    async Task<ListParticipantsResponse> PageAsync(
        ListParticipantsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await participants.ListParticipantsAsync(request, null, null, cancellationToken);
        }
        catch (ApiError error) when (error.Code == StatusCode.Unavailable)
        {
            throw ApiError.Unavailable(Missing);
        }
    }

    static ListParticipantsRequest Request(string department, DateOnly from, DateOnly until, string filter) => new()
    {
        Parent = $"hubs/{department.HubId()}",
        PageSize = PageSize,
        Filter = filter,
        PostsFromDate = IsoDate.Text(from),
        PostsUntilDate = IsoDate.Text(until),
    };

    /// <summary>What is left of a year: all of one that has not begun, the last day of one that is over.</summary>
    (DateOnly From, DateOnly Until) Remaining(AcademicYear year)
    {
        var today = EnglandTime.Today(clock);
        return (today < year.Start ? year.Start : today > year.End ? year.End : today, year.End);
    }
}
