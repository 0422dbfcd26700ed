using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Connection;
using Mastery.Clients;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Lists;

/// <summary>A run of a list command.</summary>
/// <param name="Api">The typed clients.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Hub">The hub, <c>hubs/*</c>.</param>
/// <param name="Cancellation">Stops it.</param>
sealed record ListCall(ApiClients Api, ParseResult Parsed, string Hub, CancellationToken Cancellation)
{
    const int PageSize = 1000;

    /// <summary>The name of a Work Group that is given by its name or title.</summary>
    public async Task<string> WorkGroupAsync(string written)
    {
        if (written.StartsWith("hubs/", StringComparison.Ordinal))
        {
            return written;
        }

        var found = await Api.WorkGroups.ListWorkGroupsAsync(
            new() { Parent = Hub, Filter = $"display_name = {ListFilter.Quoted(written)}" },
            cancellationToken: Cancellation);
        return found.WorkGroups.Count == 1
            ? found.WorkGroups[0].Name
            : throw new RowRefusedException(
                $"{found.WorkGroups.Count} Work Groups of the hub have the title '{written}': give the name of the one "
                    + "you mean, hubs/…/workGroups/…, and the right --hub");
    }

    /// <summary>The plan that is given by its name or title.</summary>
    public async Task<Plan> PlanAsync(string written)
    {
        if (written.StartsWith("hubs/", StringComparison.Ordinal))
        {
            return await Api.Plans.GetPlanAsync(new() { Name = written }, cancellationToken: Cancellation);
        }

        var found = await Paging.AllAsync(
            Api.Plans.ListPlansAsync, new ListPlansRequest { Parent = Hub, PageSize = PageSize },
            page => page.Plans, Cancellation)
            .Where(plan => plan.Title.Equals(written, StringComparison.OrdinalIgnoreCase))
            .ToListAsync(Cancellation);
        return found is [var only]
            ? only
            : throw new RowRefusedException(
                $"{found.Count} plans of the hub have the title '{written}': give the name of the one you mean, "
                    + "hubs/…/plans/…, and the right --hub");
    }
}
