using Grpc.Core;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;
using Mastery.Common.V1;
using Mastery.Years;

namespace Mastery.Benchmarks.Hubs;

/// <summary>What a hub does all day, one call after another, and lists over all hubs.</summary>
sealed class HubCalls(BenchSuite suite, YearClients clients, WrittenHub hub)
{
    const int Reads = 100;
    const int Accepts = 40;
    const string Focus = "projects/NCP24-12/foci/whole";

    string _group = "";
    List<string> _submitted = [];

    /// <summary>The calls that are measured.</summary>
    public IReadOnlyList<(string What, Arm Arm)> All =>
    [
        ("list of a hub's 50 departments", Arm(() => clients.People.ListDepartmentsAsync(
            new() { Parent = hub.Hub.Name }))),
        ("list of a hub's submitted applications", Arm(() => clients.WorkGroups.ListApplicationsAsync(
            new() { Parent = hub.Hub.Name, Filter = "state = SUBMITTED" }))),
        ("search of a hub's people by e-mail address", Arm(() => clients.People.ListParticipantsAsync(
            new() { Parent = hub.Hub.Name, Filter = $"email = \"{hub.Hub.Departments[7].People[0].Email}\"" }))),
        ("search of schools by name, all of England", Arm(() => clients.Schools.ListSchoolsAsync(
            new() { Filter = $"display_name:\"{hub.Hub.Schools[3].DisplayName}\"" }))),
        ("first page of applications, all hubs", Arm(() => clients.WorkGroups.ListApplicationsAsync(
            new() { Parent = "hubs/-", OrderBy = "create_time desc" }))),
        ("first page of submitted applications, all hubs", Arm(() => clients.WorkGroups.ListApplicationsAsync(
            new() { Parent = "hubs/-", OrderBy = "create_time desc", Filter = "state = SUBMITTED" }))),
        ("first page of people by family name, all hubs", Arm(() => clients.People.ListParticipantsAsync(
            new() { Parent = "hubs/-", OrderBy = "family_name" }))),
        ("accept", new(Accepts, AcceptAsync, suite.ServicesPart, suite.PostgresPart)
        {
            WarmUps = 2,
            PrepareAsync = SubmitAsync,
        }),
    ];

    Arm Arm<T>(Func<AsyncUnaryCall<T>> call) => new(
        suite.Options.Scale(Reads),
        async () =>
        {
            for (var count = suite.Options.Scale(Reads); count > 0; count--)
            {
                await call();
            }
        },
        suite.ServicesPart,
        suite.PostgresPart)
    {
        WarmUps = 3,
    };

    async Task AcceptAsync()
    {
        foreach (var application in _submitted)
        {
            await clients.WorkGroups.AcceptApplicationAsync(new() { Name = application, WorkGroup = _group });
        }
    }

    /// <summary>Cancels the group that took the last departments, so that they can be accepted again.</summary>
    public async Task CancelAsync()
    {
        if (_group.Length > 0)
        {
            await clients.WorkGroups.CancelWorkGroupAsync(new() { Name = _group, Reason = "The next round begins." });
            _group = "";
        }
    }

    /// <summary>Submits so many applications.</summary>
    async Task SubmitAsync()
    {
        await CancelAsync();
        var group = await clients.WorkGroups.CreateWorkGroupAsync(new()
        {
            Parent = hub.Hub.Name,
            WorkGroup = new() { Focus = Focus, DisplayName = "Wanted by all", Capacity = Accepts },
        });
        _group = (await clients.WorkGroups.OpenWorkGroupAsync(new() { Name = group.Name })).Name;
        _submitted = [];
        foreach (var department in Mathematics().Take(Accepts))
        {
            _submitted.Add(await SubmitAsync(department));
        }
    }

    IEnumerable<int> Mathematics() => hub.Hub.Departments.Index()
        .Where(department => department.Item.Subject == Subject.Mathematics).Select(department => department.Index);

    async Task<string> SubmitAsync(int department)
    {
        var draft = await clients.WorkGroups.CreateApplicationAsync(new()
        {
            Parent = hub.Hub.Name,
            Application = new()
            {
                Department = hub.Departments[department],
                Focus = Focus,
                Advocates = { YearWriter.Advocates(hub.People[department].Take(2)) },
                HeadteacherAgreement = new() { DisplayName = "The Headteacher", AgreeDate = "2024-07-01" },
            },
        });
        return (await clients.WorkGroups.SubmitApplicationAsync(new() { Name = draft.Name })).Name;
    }
}
