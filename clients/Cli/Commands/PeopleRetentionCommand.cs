using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery people retention</c>: how long what is personal is kept, and what would go now.</summary>
sealed class PeopleRetentionCommand(Terminal terminal, ConnectionOptions connection, HubOptions hub)
{
    const int PageSize = 1000;

    public Command Build() => new Command("retention",
        "Says how long what is personal is kept, and which records would be emptied now; changes nothing.").Calls(
        terminal, connection, PreviewAsync, hub);

    async Task PreviewAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var request = new PreviewRetentionRequest { Parent = hub.Name(parsed), PageSize = PageSize };
        var answer = await api.DataProtection.PreviewRetentionAsync(request, cancellationToken: cancellation);
        for (var next = answer.NextPageToken; next.Length > 0;)
        {
            request.PageToken = next;
            var page = await api.DataProtection.PreviewRetentionAsync(request, cancellationToken: cancellation);
            answer.Records.Add(page.Records);
            next = page.NextPageToken;
        }

        answer.NextPageToken = "";
        terminal.Write(connection, parsed, answer, Say);
    }

    void Say(PreviewRetentionResponse answer)
    {
        foreach (var rule in answer.Policy.Rules)
        {
            terminal.Out.WriteLine(rule.Age is null
                ? $"{rule.Class.Plain()}: kept for ever"
                : $"{rule.Class.Plain()}: kept for {rule.Age.ToTimeSpan().TotalDays:N0} days; "
                    + $"{rule.DueCount:N0} would go now");
            foreach (var record in answer.Records.Where(record => record.Class == rule.Class))
            {
                terminal.Out.WriteLine($"  {record.Resource}, since {England.Day(record.SinceDate)}");
            }
        }
    }
}
