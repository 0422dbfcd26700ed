using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery plans share</c> and <c>return</c>: opens a plan to its Work Group, and takes it back.</summary>
sealed class PlanSharingCommands(Terminal terminal, ConnectionOptions connection, HubOptions hub, Argument<string> plan)
{
    readonly Option<string> _reason = new("--reason")
    {
        Description = "Why it is taken back, for its department to read.",
        HelpName = "text",
        Required = true,
    };

    public IEnumerable<Command> Build() =>
    [
        new Command("share", "Opens a draft to the other departments of its Work Group, which read it and answer it.")
        {
            plan,
        }.Calls(terminal, connection, ShareAsync, hub),
        new Command("return", "Takes a plan back into draft: the other departments no longer see it.")
        {
            plan, _reason,
        }.Calls(terminal, connection, ReturnAsync, hub),
    ];

    async Task ShareAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var found = await FindAsync(api, parsed, cancellation);
        var shared = await api.Plans.SharePlanAsync(
            new() { Name = found.Name, Etag = found.Etag, RequestId = $"{Guid.NewGuid()}" },
            cancellationToken: cancellation);
        Tell(parsed, shared, "shared: the other departments of its Work Group can read it and give feedback");
    }

    async Task ReturnAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var found = await FindAsync(api, parsed, cancellation);
        var returned = await api.Plans.ReturnPlanAsync(
            new()
            {
                Name = found.Name,
                Etag = found.Etag,
                Reason = parsed.GetRequiredValue(_reason),
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation);
        Tell(parsed, returned, "a draft again: no other department sees it now");
    }

    Task<Plan> FindAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        new ListCall(api, parsed, hub.Name(parsed), cancellation).PlanAsync(parsed.GetRequiredValue(plan));

    void Tell(ParseResult parsed, Plan changed, string what) => terminal.Write(
        connection, parsed, changed, answer => terminal.Out.MarkupLineInterpolated($"{answer.Title} is {what}"));
}
