using Mastery.Cli.Connection;
using Mastery.Participants.V1;
using Mastery.Years;

namespace Mastery.Suite.Tests.Years;

/// <summary>A hub's year: each step is made through the API and noted in the model.</summary>
sealed partial class HubYear
{
    const string BeforeThisYear = "2023-24";

    readonly ApiClients _api;
    readonly ApiClients _operator;
    readonly YearWriter _writer;
    readonly Dictionary<ApplicationModel, string> _applications = [];
    readonly Dictionary<PlaceModel, string> _enrolments = [];
    WrittenHub _hub;
    HubReading _reading;

    HubYear(ApiClients api, ApiClients @operator, YearWriter writer, WrittenHub hub)
    {
        (_api, _operator, _writer, _hub, _reading) = (api, @operator, writer, hub, new(api, hub));
        Model.Departments.AddRange(hub.Hub.Departments.Select((department, number) => Department(number, department)));
        Model.Groups.AddRange(hub.Hub.Groups.Select(group => new GroupModel(
            group.DisplayName, group.Focus.Contains("-12/", StringComparison.Ordinal) ? "Development" : "Sustaining",
            group.Capacity, group.ExpectedPercent)));
    }

    /// <summary>What should be.</summary>
    public HubModel Model { get; } = new();

    /// <summary>Writes the hub as it was generated.</summary>
    public static async Task<HubYear> BeginAsync(ApiClients api, ApiClients @operator, GeneratedHub hub)
    {
        var writer = new YearWriter(new(@operator.Schools, api.People, api.WorkGroups));
        return new(api, @operator, writer, await writer.WriteAsync(hub));
    }

    /// <summary>Compares everything.</summary>
    public async Task AssertAsync(string moment) =>
        AssertSame(moment, [.. Model.Lines().Order()], [.. (await _reading.LinesAsync()).Order()]);

    public async Task ApplyAsync()
    {
        foreach (var (number, department) in _hub.Hub.Departments.Index())
        {
            if (department.Application is { } wanted)
            {
                var (model, group) = (Model.Departments[number], Model.Groups[wanted.Group]);
                var application = new ApplicationModel(model, group)
                {
                    Verdict = group.Stage == "Development" ? "Eligible" : model.Sustaining(BeforeThisYear),
                };
                Model.Applications.Add(application);
                _applications[application] = (await _writer.ApplyAsync(_hub, number)).Name;
            }
        }
    }

    public async Task AcceptAsync(ApplicationModel application, string day)
    {
        var accepted = await _api.WorkGroups.AcceptApplicationAsync(
            new() { Name = _applications[application], EffectiveDate = day });
        Accepted(application, day, accepted);
    }

    public async Task DeclineAsync(ApplicationModel application)
    {
        await _api.WorkGroups.DeclineApplicationAsync(new()
        {
            Name = _applications[application],
            DeclineReason = Application.Types.DeclineReason.NotEligible,
            Reason = "Please take part in a Development Work Group first.",
        });
        application.State = "Declined";
    }

    public async Task WaitlistAsync(ApplicationModel application)
    {
        await _api.WorkGroups.WaitlistApplicationAsync(
            new() { Name = _applications[application], WorkGroup = Name(application.Group) });
        application.Group.Wait(application);
    }

    public async Task WithdrawAsync(ApplicationModel application)
    {
        await _api.WorkGroups.WithdrawApplicationAsync(
            new() { Name = _applications[application], Reason = "We could not wait any longer." });
        application.Group.Withdraw(application);
    }

    /// <summary>Promotes the first who waits, or with a reason another.</summary>
    public async Task PromoteAsync(GroupModel group, string day, ApplicationModel? other = null)
    {
        var accepted = await _api.WorkGroups.PromoteWaitlistedAsync(new()
        {
            Name = Name(group),
            Application = other is null ? "" : _applications[other],
            Reason = other is null ? "" : "Its new head begins now.",
            EffectiveDate = day,
        });
        Accepted(other ?? group.Waiting[0], day, accepted);
    }

    public async Task WithdrawAsync(PlaceModel place, string day)
    {
        await _api.WorkGroups.WithdrawEnrolmentAsync(
            new() { Name = _enrolments[place], Reason = "Both Advocates are needed elsewhere.", EffectiveDate = day });
        place.Leave("Withdrawn", Day(day));
    }

    public async Task DeferAsync(PlaceModel place, string day)
    {
        await _api.WorkGroups.DeferEnrolmentAsync(
            new() { Name = _enrolments[place], Reason = "The school is inspected.", EffectiveDate = day });
        place.Pause(Day(day));
    }

    public async Task ResumeAsync(PlaceModel place, string day)
    {
        await _api.WorkGroups.ResumeEnrolmentAsync(new() { Name = _enrolments[place], EffectiveDate = day });
        place.Resume(Day(day));
    }

    public async Task CompleteAsync(GroupModel group, PlaceModel place, string day)
    {
        await _api.WorkGroups.CompleteEnrolmentAsync(new() { Name = _enrolments[place], EffectiveDate = day });
        group.Complete(place);
    }

    public async Task TransferAsync(PlaceModel place, GroupModel to, string day)
    {
        var next = await _api.WorkGroups.TransferEnrolmentAsync(new()
        {
            Name = _enrolments[place],
            WorkGroup = Name(to),
            Reason = "The west is nearer.",
            EffectiveDate = day,
        });
        var there = new PlaceModel(place.Department, Day(day), place.Present);
        place.Leave("Transferred", Day(day));
        to.Places.Add(there);
        _enrolments[there] = next.Name;
    }

    /// <summary>An Advocate leaves the school, and a colleague takes over.</summary>
    public async Task ReplaceAsync(PlaceModel place, int leaving, int next, string lastDay, string firstDay)
    {
        var people = _hub.People[place.Department.Number];
        await _api.WorkGroups.ReplaceAdvocateAsync(new()
        {
            Name = _enrolments[place],
            Advocate = people[leaving],
            Replacement = people[next],
            Reason = "Has a post at another school.",
            EffectiveDate = firstDay,
        });
        await _api.People.ArchiveParticipantAsync(new() { Name = people[leaving], LeaveDate = lastDay });
        place.HandOver(place.Department.Person(leaving), place.Department.Person(next));
        place.Department.Working.Remove(leaving);
    }

    public async Task StartAsync(GroupModel group)
    {
        await _api.WorkGroups.StartWorkGroupAsync(new() { Name = Name(group) });
        group.State = "Running";
    }

    public async Task CompleteAsync(GroupModel group)
    {
        await _api.WorkGroups.CompleteWorkGroupAsync(new() { Name = Name(group) });
        group.Complete();
    }

    public async Task CancelAsync(GroupModel group)
    {
        await _api.WorkGroups.CancelWorkGroupAsync(new() { Name = Name(group), Reason = "Its lead is ill." });
        group.Cancel();
    }

    void AssertSame(string moment, List<string> expected, List<string> found) =>
        Assert.True(expected.SequenceEqual(found), $"{moment}, {_hub.Hub.Name}: expected\n"
            + $"{string.Join('\n', expected.Except(found))}\nand found\n{string.Join('\n', found.Except(expected))}");
}
