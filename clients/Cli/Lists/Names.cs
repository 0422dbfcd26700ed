using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Clients;
using Mastery.Participants.V1;

namespace Mastery.Cli.Lists;

/// <summary>What people call the resources that a list refers to: the school and subject of a department, a person's
/// name, the title of a Work Group. Each is asked for once, many at a time.</summary>
sealed class Names(ApiClients api, CancellationToken cancellation)
{
    const int PageSize = 1000;
    const int BatchSize = 100;
    const int FilterSize = 50;

    readonly HashSet<string> _asked = [];
    readonly Dictionary<string, string> _known = [];

    /// <summary>What the resource is called. Before <see cref="LoadAsync"/> only notes that it is asked for; of what
    /// cannot be read it is the last part of the name.</summary>
    public string Of(string name)
    {
        _asked.Add(name);
        return name.Length == 0 ? "" : _known.GetValueOrDefault(name, name.Split('/')[^1]);
    }

    /// <summary>The same, but for what cannot be read, where something else is known of it.</summary>
    public string Of(string name, string otherwise)
    {
        var found = Of(name);
        return otherwise.Length > 0 && !_known.ContainsKey(name) ? otherwise : found;
    }

    /// <summary>Asks for what was asked for until now.</summary>
    public async Task LoadAsync()
    {
        foreach (var hub in _asked.Where(name => name.Split('/').Length == 4).ToLookup(Hub))
        {
            await TryAsync(() => LoadDepartmentsAsync(hub.Key, [.. OfKind(hub, "departments")]));
            await TryAsync(() => LoadPeopleAsync(hub.Key, [.. OfKind(hub, "participants")]));
            await TryAsync(() => LoadGroupsAsync(hub.Key, [.. OfKind(hub, "workGroups")]));
        }

        await LoadSchoolsAsync(_asked.Where(name => name.StartsWith("schools/", StringComparison.Ordinal)));
        foreach (var focus in _asked.Where(name => name.StartsWith("projects/", StringComparison.Ordinal)))
        {
            _known[focus] = string.Concat(focus.Split('/').Where((_, index) => index is 1 or 3));
        }
    }

    /// <summary>How a person is called. Of one who was erased there is no name.</summary>
    public static string Called(Participant person) => person.State == Participant.Types.State.Erased ? "erased person"
        : $"{(person.PreferredGivenName.Length > 0 ? person.PreferredGivenName : person.GivenName)} "
            + (person.PreferredFamilyName.Length > 0 ? person.PreferredFamilyName : person.FamilyName);

    async Task LoadDepartmentsAsync(string hub, string[] names)
    {
        List<Department> departments = [];
        foreach (var part in names.Chunk(BatchSize))
        {
            departments.AddRange((await api.People.BatchGetDepartmentsAsync(
                new() { Parent = hub, Names = { part } }, cancellationToken: cancellation)).Departments);
        }

        await LoadSchoolsAsync(departments.Select(department => department.School));
        foreach (var department in departments)
        {
            _known[department.Name] = $"{Of(department.School)}, {department.Subject.Plain()}";
        }
    }

    // The record that took over a merged one answers in its place.
    async Task LoadPeopleAsync(string hub, string[] names)
    {
        foreach (var part in names.Chunk(BatchSize))
        {
            var found = await api.People.BatchGetParticipantsAsync(
                new() { Parent = hub, Names = { part } }, cancellationToken: cancellation);
            foreach (var (name, person) in part.Zip(found.Participants))
            {
                _known[name] = Called(person);
            }
        }
    }

    async Task LoadGroupsAsync(string hub, string[] names)
    {
        if (names.Length == 0)
        {
            return;
        }

        await foreach (var group in Paging.AllAsync(
            api.WorkGroups.ListWorkGroupsAsync, new ListWorkGroupsRequest { Parent = hub, PageSize = PageSize },
            page => page.WorkGroups, cancellation))
        {
            _known[group.Name] = group.DisplayName;
        }
    }

    // By a filter: a school may be known from links only, and a batch names no school that is not there.
    async Task LoadSchoolsAsync(IEnumerable<string> names)
    {
        foreach (var part in names.Except(_known.Keys).Distinct().Chunk(FilterSize))
        {
            var page = await api.Schools.ListSchoolsAsync(new()
            {
                PageSize = PageSize,
                Filter = string.Join(" OR ", part.Select(name => $"urn = \"{name["schools/".Length..]}\"")),
            }, cancellationToken: cancellation);
            foreach (var school in page.Schools)
            {
                _known[school.Name] = school.DisplayName;
            }
        }
    }

    // A list is worth reading without what the token may not see.
    static async Task TryAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound or StatusCode.PermissionDenied)
        {
        }
    }

    static string Hub(string name) => string.Join('/', name.Split('/')[..2]);

    static IEnumerable<string> OfKind(IEnumerable<string> names, string kind) =>
        names.Where(name => name.StartsWith("hubs/", StringComparison.Ordinal) && name.Split('/')[2] == kind);
}
