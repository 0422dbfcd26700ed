using System.CommandLine;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery hubs</c>.</summary>
sealed class HubsCommand(Terminal terminal, ConnectionOptions connection)
{
    public Command Build() => new("hubs", "The hubs and the areas that they serve.")
    {
        new Command("unplaced", "The local authorities that no hub serves: an operator decides.").Calls(
            terminal, connection, async (api, parsed, cancellation) => terminal.Write(
                connection, parsed, await api.Schools.ListUnplacedAuthoritiesAsync(
                    new() { PageSize = 1000 }, cancellationToken: cancellation), Write)),
    };

    void Write(ListUnplacedAuthoritiesResponse answer)
    {
        var table = new Table().SimpleBorder().AddColumns("code", "local authority", "open schools", "secondary");
        foreach (var authority in answer.Authorities)
        {
            table.AddRow(
                Markup.Escape(authority.LocalAuthority.Code),
                Markup.Escape(authority.LocalAuthority.DisplayName),
                $"{authority.SchoolCount:N0}",
                $"{authority.SecondaryCount:N0}");
        }

        terminal.Out.Write(table);
        terminal.Out.WriteLine(
            $"{answer.Authorities.Count} local authorities are in no hub. Add each, or districts of it, to the areas "
                + "of a hub; or assign single schools.");
    }
}
