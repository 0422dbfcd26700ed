using System.CommandLine;
using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Cli.Rosters;
using Mastery.Clients;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery roster revert</c>: takes back what the last sync did.</summary>
sealed class RosterRevertCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Option<string?> _hub = new("--hub")
    {
        Description = "The id of the one hub to do it in; in all of them when left out.",
        HelpName = "id",
    };

    /// <summary>The command.</summary>
    /// <param name="sync">The argument that says which sync.</param>
    public Command Build(Argument<string> sync) => new Command(
        "revert", "Takes the last sync of a source back: people are as they were before, and whom it made has left.")
    {
        sync, _hub,
    }.CallsForExit(terminal, connection, (api, parsed, cancellation) => RevertAsync(
        api, parsed, RosterWords.Name(parsed.GetRequiredValue(sync)), cancellation));

    async Task<int> RevertAsync(ApiClients api, ParseResult parsed, string name, CancellationToken cancellation)
    {
        try
        {
            var sync = await terminal.ProgressAsync("taking back", async _ => await api.Rosters.RevertRosterSyncAsync(
                new()
                {
                    Name = name,
                    Hub = parsed.GetValue(_hub) is { Length: > 0 } hub ? $"hubs/{hub}" : "",
                    RequestId = $"{Guid.NewGuid()}",
                },
                cancellationToken: cancellation));
            terminal.Write(connection, parsed, sync, Write);
            return ExitCode.Done;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition)
        {
            return Refuse(exception.ToMasteryError(), await api.Rosters.GetRosterSyncAsync(
                new() { Name = name }, cancellationToken: cancellation));
        }
    }

    void Write(RosterSync sync)
    {
        foreach (var slice in sync.Slices)
        {
            terminal.Out.WriteLine($"{slice.HubDisplayName}: {RosterWords.Of(slice.State)}");
        }
    }

    int Refuse(MasteryError refusal, RosterSync sync)
    {
        terminal.Fail("refused: it cannot be taken back");
        foreach (var reason in RosterWords.Reasons(refusal))
        {
            terminal.Error.WriteLine($"  {reason}");
        }

        var done = sync.Slices.Where(slice => slice.State == RosterSync.Types.State.Reverted).ToList();
        terminal.Error.WriteLine(done.Count == 0 ? "Nobody was changed."
            : $"Taken back already: {string.Join(", ", done.Select(slice => slice.HubDisplayName))}.");
        return done.Count == 0 ? ExitCode.NothingDone : ExitCode.SomeRejected;
    }
}
