using System.CommandLine;
using Mastery.Cli.Journey;
using Mastery.Cli.Lists;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Spectre.Console;
using Direction = Mastery.Participants.V1.DepartmentTransfer.Types.Direction;
using State = Mastery.Participants.V1.DepartmentTransfer.Types.State;

namespace Mastery.Cli.Commands;

/// <summary>The commands of <c>mastery departments</c> that hand a department over to another hub.</summary>
sealed class DepartmentTransfers(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListDepartmentTransfersRequest, ListDepartmentTransfersResponse, DepartmentTransfer> Transfers =>
        new()
        {
            Method = api => api.People.ListDepartmentTransfersAsync,
            Rows = page => page.DepartmentTransfers,
            Noun = ("transfer", "transfers"),
            Parent = call => Task.FromResult(call.Hub),
            OrderBy = "create_time desc",
            Columns =
            [
                new("school", (transfer, _) => transfer.SchoolDisplayName, 18),
                new("subject", (transfer, _) => transfer.Subject.Plain(), 11),
                new("state", (transfer, _) => transfer.State.Plain(), 9),
                new("since", (transfer, _) => England.Day(transfer.StateDate), 11),
                new("from", (transfer, _) => Id(transfer.FromHub), 12),
                new("to", (transfer, _) => Id(transfer.ToHub), 12),
                new("has", (transfer, _) => Has(transfer), 24),
                new("why", (transfer, _) => transfer.Reason, 18),
                new("answer", (transfer, _) => transfer.StateReason, 12),
            ],
            Filters =
            [
                ListFilter.OneOf<State>("--state", "state", "Whether it is on offer, or how it was answered."),
                ListFilter.OneOf<Direction>("--direction", "direction", "Whether the hub offers or receives."),
                ListFilter.School(),
            ],
        };

    readonly Argument<string> _department = new("department")
    {
        Description = "The department, hubs/HUB/departments/ID.",
    };

    readonly Argument<string> _hub = new("hub") { Description = "The id of the hub." };

    readonly Argument<string> _transfer = new("transfer")
    {
        Description = "The transfer by its name in your hub, hubs/HUB/departmentTransfers/ID.",
    };

    readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; the other hub reads it.",
        HelpName = "text",
        Required = true,
    };

    readonly Option<DateOnly?> _effective = new("--effective")
    {
        Description = "The first day with the other hub, not in the future; the day of acceptance when left out.",
        HelpName = "date",
    };

    readonly Option<string[]> _groups = new("--work-group")
    {
        Description = "A Work Group of your hub in which a place goes on; may be given several times.",
        HelpName = "name",
    };

    public IEnumerable<Command> Build() =>
    [
        new Command("transfer", "Offers a department to another hub.") { _department, _hub, _reason, _effective }.Calls(
            terminal, connection, (api, parsed, cancellation) => WriteAsync(
                parsed, api.People.CreateDepartmentTransferAsync(
                    Offer(parsed), cancellationToken: cancellation).ResponseAsync)),
        new ListVerb(terminal, connection).Build(
            "transfers", "Lists the departments that the hub offers and is offered.", Transfers, new HubOptions()),
        new Command("accept-transfer", "Takes an offered department, with all it has.") { _transfer, _groups }.Calls(
            terminal, connection, (api, parsed, cancellation) => WriteAsync(parsed,
                api.People.AcceptDepartmentTransferAsync(new()
                {
                    Name = parsed.GetRequiredValue(_transfer),
                    WorkGroups = { parsed.GetValue(_groups) ?? [] },
                    RequestId = $"{Guid.NewGuid()}",
                }, cancellationToken: cancellation).ResponseAsync)),
        new Command("decline-transfer", "Does not take an offered department.") { _transfer, _reason }.Calls(
            terminal, connection, (api, parsed, cancellation) => WriteAsync(parsed,
                api.People.DeclineDepartmentTransferAsync(new()
                {
                    Name = parsed.GetRequiredValue(_transfer),
                    Reason = parsed.GetRequiredValue(_reason),
                    RequestId = $"{Guid.NewGuid()}",
                }, cancellationToken: cancellation).ResponseAsync)),
        new Command("cancel-transfer", "Takes an offer back.") { _transfer, _reason }.Calls(
            terminal, connection, (api, parsed, cancellation) => WriteAsync(parsed,
                api.People.CancelDepartmentTransferAsync(new()
                {
                    Name = parsed.GetRequiredValue(_transfer),
                    Reason = parsed.GetRequiredValue(_reason),
                    RequestId = $"{Guid.NewGuid()}",
                }, cancellationToken: cancellation).ResponseAsync)),
    ];

    CreateDepartmentTransferRequest Offer(ParseResult parsed)
    {
        var department = parsed.GetRequiredValue(_department);
        return new()
        {
            Parent = string.Join('/', department.Split('/').Take(2)),
            DepartmentTransfer = new()
            {
                Department = department,
                ToHub = $"hubs/{parsed.GetRequiredValue(_hub)}",
                Reason = parsed.GetRequiredValue(_reason),
                EffectiveDate = IsoDate.Text(parsed.GetValue(_effective)),
            },
            RequestId = $"{Guid.NewGuid()}",
        };
    }

    async Task WriteAsync(ParseResult parsed, Task<DepartmentTransfer> call) =>
        terminal.Write(connection, parsed, await call, Write);

    void Write(DepartmentTransfer transfer)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{transfer.SchoolDisplayName}[/], {Sentence(transfer)}");
        terminal.Out.MarkupLineInterpolated($"  why: {transfer.Reason}");
        terminal.Out.MarkupLineInterpolated($"  {Has(transfer)}");
        if (transfer.StateReason.Length > 0)
        {
            terminal.Out.MarkupLineInterpolated($"  answer: {transfer.StateReason}");
        }

        var name = transfer.State == State.Accepted ? transfer.MovedTo : transfer.Name;
        terminal.Out.MarkupLineInterpolated($"  {name}");
    }

    /// <summary>"mathematics: offered on 2025-01-01, from sussex to solent".</summary>
    static string Sentence(DepartmentTransfer transfer) =>
        $"{transfer.Subject.Words()}: {transfer.State.Words()} on {transfer.StateDate}, from "
            + $"{Id(transfer.FromHub)} to {Id(transfer.ToHub)}";

    static string Has(DepartmentTransfer transfer)
    {
        var places = transfer.Places.Select(place =>
            $"{place.Focus.Split('/')[1]}{place.Focus.Split('/')[^1]} in {AcademicYear.Slashed(place.AcademicYear)}");
        return $"{Count(transfer.ParticipantCount, "person", "people")}, "
            + $"{Count(transfer.PastParticipationCount, "past participation", "past participations")}, "
            + $"{Count(transfer.ApplicationCount, "open application", "open applications")}; "
            + (transfer.Places.Count == 0 ? "no place in a Work Group" : $"places: {string.Join(", ", places)}");
    }

    static string Count(int number, string one, string several) => $"{number} {(number == 1 ? one : several)}";

    static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
