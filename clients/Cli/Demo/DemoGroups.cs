using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>The Work Groups of the demo year: one for each focus, one for Development, and one in each other
/// state.</summary>
static class DemoGroups
{
    /// <summary>The last group that the demo creates: if it exists, everything exists.</summary>
    const string LastCreated = "Hull Mathematical Thinking, in preparation";

    /// <summary>Whether the demo year exists already.</summary>
    public static async Task<bool> ExistAsync(DemoContext context)
    {
        var page = await context.Hub.WorkGroups.ListWorkGroupsAsync(
            new() { Parent = context.HubName, Filter = $"display_name = \"{LastCreated}\"" }, context.Call);
        return page.WorkGroups.Count > 0;
    }

    /// <summary>Creates the groups of the four foci and of Development and opens them, by letter. Nobody leads the
    /// group in which they are an Advocate.</summary>
    public static async Task<Dictionary<string, WorkGroup>> OpenAsync(
        DemoContext context, Dictionary<string, DemoDepartment> departments)
    {
        var groups = new Dictionary<string, WorkGroup>
        {
            ["a"] = await OpenAsync(
                context, "NCP24-14/foci/a", "Hull Mathematical Thinking", 3, departments["calder-vale"].People[0]),
            ["b"] = await OpenAsync(
                context, "NCP24-14/foci/b", "Wakefield and Kirklees Multiplicative Reasoning", 8,
                departments["marfleet"].People[0]),
            ["c"] = await OpenAsync(
                context, "NCP24-14/foci/c", "Humber Maths and Science", 6, departments["newland"].People[0]),
            ["d"] = await OpenAsync(
                context, "NCP24-14/foci/d", "Lincolnshire, our own themes", 6, departments["holme-edge"].People[0]),
            ["development"] = await OpenAsync(
                context, "NCP24-12/foci/whole", "Kirklees Development", 6, departments["calder-vale"].People[1]),
        };
        context.Report("5 Work Groups, one for each focus and one for Development, take applications");
        groups["local"] = await DemoLocalProject.OpenAsync(context, departments["calder-vale"].People[1]);
        return groups;
    }

    /// <summary>Starts three of them, completes the one for Development, and creates a group in each state that has
    /// none.</summary>
    public static async Task FinishAsync(
        DemoContext context, Dictionary<string, WorkGroup> groups, Dictionary<string, DemoDepartment> departments)
    {
        foreach (var letter in (string[])["a", "b", "development"])
        {
            await context.Hub.WorkGroups.StartWorkGroupAsync(
                new StartWorkGroupRequest { Name = groups[letter].Name }.WithRequestId(), context.Call);
        }

        await context.Hub.WorkGroups.CompleteWorkGroupAsync(
            new CompleteWorkGroupRequest { Name = groups["development"].Name }.WithRequestId(), context.Call);
        var called = await OpenAsync(
            context, "NCP24-14/foci/c", "Kirklees Maths and Science", 6, departments["calder-vale-science"].People[0]);
        await context.Hub.WorkGroups.CancelWorkGroupAsync(
            new CancelWorkGroupRequest { Name = called.Name, Reason = "Too few departments applied." }.WithRequestId(),
            context.Call);

        await CreateAsync(context, "NCP24-14/foci/a", LastCreated, 6, departments["ings-road"].People[0]);
        context.Report("2 Work Groups have started; one is over, one was cancelled, one is in preparation");
    }

    static async Task<WorkGroup> OpenAsync(DemoContext context, string focus, string title, int capacity, string lead)
    {
        var group = await CreateAsync(context, focus, title, capacity, lead);
        return await context.Hub.WorkGroups.OpenWorkGroupAsync(
            new OpenWorkGroupRequest { Name = group.Name }.WithRequestId(), context.Call);
    }

    static async Task<WorkGroup> CreateAsync(
        DemoContext context, string focus, string title, int capacity, string lead) =>
        await context.Hub.WorkGroups.CreateWorkGroupAsync(new CreateWorkGroupRequest
        {
            Parent = context.HubName,
            WorkGroup = new()
            {
                Focus = $"projects/{focus}",
                DisplayName = title,
                Capacity = capacity,
                ExpectedAttendancePercent = 80,
                WorkGroupLeads = { lead },
            },
        }.WithRequestId(), context.Call);
}
