using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Cli.Terms;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery term-dates</c>: the terms by which a hub's plans are judged.</summary>
sealed class TermDatesCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Option<string?> _year = YearOption.Create();

    readonly Argument<FileInfo> _file = new("file")
    {
        Description = "CSV with the columns name, first day and last day: each term, and after it its half term and "
            + "other days off.",
    };

    public Command Build() => new("term-dates", "The terms by which a hub's plans are judged.")
    {
        new Command("show", "Shows the terms of a year; this one when --year is left out.") { _year }.Calls(
            terminal, connection, ShowAsync, _hub),
        new Command("set", "Sets a hub's own terms, in place of the usual ones of England.") { _file, _year }.Calls(
            terminal, connection, SetAsync, _hub),
        new Command("reset", "Takes a hub's own terms away: the usual ones of England hold again.") { _year }.Calls(
            terminal, connection, ResetAsync, _hub),
    };

    async Task ShowAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed,
        await api.Plans.GetTermDatesAsync(new() { Name = Name(parsed) }, cancellationToken: cancellation));

    async Task SetAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed,
        await api.Plans.UpdateTermDatesAsync(
            new()
            {
                TermDates = new()
                {
                    Name = Name(parsed),
                    Terms = { TermDatesSheet.Read(parsed.GetRequiredValue(_file).FullName) },
                },
            },
            cancellationToken: cancellation));

    async Task ResetAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed,
        await api.Plans.ResetTermDatesAsync(
            new() { Name = Name(parsed) }, cancellationToken: cancellation));

    string Name(ParseResult parsed) =>
        $"{_hub.Name(parsed)}/termDates/{parsed.GetValue(_year) ?? AcademicYear.Of(England.Today).ToString()}";

    void Write(ParseResult parsed, TermDates dates) => terminal.Write(connection, parsed, dates, answer =>
    {
        var whose = answer.EnglandDefault
            ? "the usual dates of England, as the hub has set none of its own"
            : "the hub's own dates";
        terminal.Out.WriteLine($"{AcademicYear.Slashed(answer.AcademicYear)}: {whose}");
        ListTable.Write(
            terminal,
            [new("term"), new("first day"), new("last day"), new("days off within it", 30)],
            [
                .. answer.Terms.Select(term => new[]
                {
                    term.DisplayName, England.Day(term.StartDate), England.Day(term.EndDate),
                    string.Join("; ", term.Breaks.Select(Words)),
                }),
            ]);
    });

    static string Words(TermDates.Types.Break part) => part.StartDate == part.EndDate
        ? $"{part.DisplayName} {England.Day(part.StartDate)}"
        : $"{part.DisplayName} {England.Day(part.StartDate)} to {England.Day(part.EndDate)}";
}
