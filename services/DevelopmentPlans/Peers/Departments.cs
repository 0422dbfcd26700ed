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
        var people = await ListAsync(
            department, from, until, " AND state = STATE_ACTIVE", new(cancellationToken: cancellationToken));
        return [.. people.Where(member => member.IsExpected(from, until))];
    }

    /// <summary>Everyone whom the department expected on a day, by their names. Some may have left since.</summary>
    public async Task<IReadOnlyList<Member>> MembersOnAsync(
        string department, DateOnly day, CancellationToken cancellationToken) =>
    [
        .. (await PeopleAsync(department, day, day, new(cancellationToken: cancellationToken)))
            .Where(member => member.IsExpected(day, day))
            .OrderBy(member => member.DisplayName, StringComparer.Ordinal)
            .ThenBy(member => member.Name, StringComparer.Ordinal),
    ];

    /// <summary>Everyone who holds, held or will hold a post in the department on one of the days, expected or
    /// not.</summary>
    public Task<IReadOnlyList<Member>> PeopleAsync(
        string department, DateOnly from, DateOnly until, CallOptions options) =>
        ListAsync(department, from, until, "", options);

    /// <summary>People whom the hub knows, of whatever department, by the names that are asked for: a record that was
    /// merged into another is answered as that one. Whom the hub does not know is left out.</summary>
    public async Task<IReadOnlyDictionary<string, Member>> FindAsync(
        string hub, IEnumerable<string> names, CallOptions options)
    {
        Dictionary<string, Member> found = [];
        foreach (var some in names.Distinct().Where(name => name.HubId() == hub).Chunk(PageSize))
        {
            foreach (var (name, person) in some.Zip(await FindAllAsync(hub, some, options)))
            {
                if (person is not null)
                {
                    found[name] = Member.Of(person, "");
                }
            }
        }

        return found;
    }

    /// <summary>The departments of a hub that went to another one.</summary>
    public Task<IReadOnlyList<Department>> MovedAsync(string hub, CancellationToken cancellationToken) =>
        AllAsync(hub, "state = STATE_MOVED", cancellationToken);

    /// <summary>The names of the departments that the caller sees.</summary>
    /// <param name="hub">The id of a hub, or <c>*</c>.</param>
    public async Task<IReadOnlyList<string>> NamesAsync(string hub) =>
        [.. (await AllAsync(hub == "*" ? "-" : hub, "", CancellationToken.None)).Select(department => department.Name)];

    async Task<IReadOnlyList<Department>> AllAsync(string hub, string filter, CancellationToken cancellationToken)
    {
        List<Department> departments = [];
        var request = new ListDepartmentsRequest { Parent = $"hubs/{hub}", PageSize = PageSize, Filter = filter };
        do
        {
            var page = await participants.ListDepartmentsAsync(request, null, null, cancellationToken);
            departments.AddRange(page.Departments);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return departments;
    }

    async Task<IReadOnlyList<Member>> ListAsync(
        string department, DateOnly from, DateOnly until, string condition, CallOptions options)
    {
        List<Member> people = [];
        var request = new ListParticipantsRequest
        {
            Parent = $"hubs/{department.HubId()}",
            PageSize = PageSize,
            Filter = $"posts.department = \"{department}\"{condition}",
            PostsFromDate = IsoDate.Text(from),
            PostsUntilDate = IsoDate.Text(until),
        };
        do
        {
            var page = await PageAsync(request, options);
            people.AddRange(page.Participants.Select(person => Member.Of(person, department)));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return people;
    }

    /// <summary>A page of people. The refusal while Participants is down says what is missing.</summary>
    async Task<ListParticipantsResponse> PageAsync(ListParticipantsRequest request, CallOptions options)
    {
        try
        {
            return await participants.ListParticipantsAsync(request, options);
        }
        catch (ApiError error) when (error.Code == StatusCode.Unavailable)
        {
            throw ApiError.Unavailable(Missing);
        }
    }

    /// <summary>One call for all; it answers all or nothing, so one for each where the hub does not know one of
    /// them.</summary>
    async Task<IReadOnlyList<Participant?>> FindAllAsync(string hub, string[] names, CallOptions options)
    {
        try
        {
            var answer = await participants.BatchGetParticipantsAsync(
                new() { Parent = $"hubs/{hub}", Names = { names } }, options);
            return answer.Participants;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            return await Task.WhenAll(names.Select(name => FindOneAsync(name, options)));
        }
    }

    async Task<Participant?> FindOneAsync(string name, CallOptions options)
    {
        try
        {
            return await participants.GetParticipantAsync(new() { Name = name }, options);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>What is left of a year: all of one that has not begun, the last day of one that is over.</summary>
    (DateOnly From, DateOnly Until) Remaining(AcademicYear year)
    {
        var today = EnglandTime.Today(clock);
        return (today < year.Start ? year.Start : today > year.End ? year.End : today, year.End);
    }
}
