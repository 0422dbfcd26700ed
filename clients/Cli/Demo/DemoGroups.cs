using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>The Work Groups of the demo year: one for each focus, and one in each other state.</summary>
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

    /// <summary>Creates the groups of the four foci and opens them, by letter.</summary>
    public static async Task<Dictionary<string, WorkGroup>> OpenAsync(DemoContext context, string lead)
    {
        var groups = new Dictionary<string, WorkGroup>
        {
            ["a"] = await OpenAsync(context, "NCP24-14/foci/a", "Hull Mathematical Thinking", 1, lead),
            ["b"] = await OpenAsync(
                context, "NCP24-14/foci/b", "Wakefield and Kirklees Multiplicative Reasoning", 8, lead),
            ["c"] = await OpenAsync(context, "NCP24-14/foci/c", "Humber Maths and Science", 6, lead),
            ["d"] = await OpenAsync(context, "NCP24-14/foci/d", "Lincolnshire, our own themes", 6, lead),
        };
        context.Report("4 Work Groups, one for each focus, take applications");
        return groups;
    }

    /// <summary>Starts two of them, and creates a group in each state that has none.</summary>
    public static async Task FinishAsync(DemoContext context, Dictionary<string, WorkGroup> groups, string lead)
    {
        foreach (var letter in (string[])["a", "b"])
        {
            await StartAsync(context, groups[letter].Name);
        }

        var past = await OpenAsync(context, "NCP23-14/foci/a", "Hull Mathematical Thinking 2023/24", 6, lead);
        await StartAsync(context, past.Name);
        await context.Hub.WorkGroups.CompleteWorkGroupAsync(
            new CompleteWorkGroupRequest { Name = past.Name }.WithRequestId(), context.Call);

        var called = await OpenAsync(context, "NCP24-14/foci/c", "Kirklees Maths and Science", 6, lead);
        await context.Hub.WorkGroups.CancelWorkGroupAsync(
            new CancelWorkGroupRequest { Name = called.Name, Reason = "Too few departments applied." }.WithRequestId(),
            context.Call);

        await CreateAsync(context, "NCP24-14/foci/a", LastCreated, 6, lead);
        context.Report("2 Work Groups have started; one is over, one was cancelled, one is in preparation");
    }

    static async Task StartAsync(DemoContext context, string group) =>
        await context.Hub.WorkGroups.StartWorkGroupAsync(
            new StartWorkGroupRequest { Name = group }.WithRequestId(), context.Call);

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
