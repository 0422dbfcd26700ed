using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Lists;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery people move</c>, <c>merge</c> and <c>unmerge</c>.</summary>
sealed class PeopleMoveCommands(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Argument<string?> _person = Optional("person", "The person: an e-mail address, a name, or hubs/….");

    readonly Argument<string?> _duplicate = Optional("duplicate", "The second record of the person.");

    readonly NameList _merged = new("record", "participants");

    readonly Option<string?> _to = new("--to-school")
    {
        Description = "The URN of the school whose department they go to.",
        HelpName = "urn",
    };

    readonly Option<string?> _from = new("--from-school")
    {
        Description = "The URN of the school that they leave, where they have several posts.",
        HelpName = "urn",
    };

    readonly Option<Subject?> _subject =
        WordOption.Of<Subject>("--subject", "The department; mathematics when left out.");

    readonly Option<string?> _title = new("--job-title")
    {
        Description = "What they are called there.",
        HelpName = "text",
    };

    readonly Option<Responsibility?> _responsibility =
        WordOption.Of<Responsibility>("--responsibility", "What they are there.");

    readonly Option<DateOnly?> _start = new("--start")
    {
        Description = "The first day there, for example 2025-01-01; today when left out.",
        HelpName = "date",
    };

    readonly Option<string?> _moves = FromFile(
        "person, school and, where needed, from_school, subject, job_title, responsibility, start");

    readonly Option<string?> _merges = FromFile("person and duplicate");

    /// <summary>The commands.</summary>
    public IEnumerable<Command> All =>
    [
        new Command("move", "Moves people to another department: their open post ends, and a new one begins.")
        {
            _person, _from, _to, _subject, _title, _responsibility, _start, _moves,
        }.CallsForExit(terminal, connection, (api, parsed, cancellation) =>
        {
            var moves = new PeopleMoves(api, _hub.Name(parsed), cancellation);
            return RunAsync(parsed, _moves, [["person"], ["school"]], row => moves.MoveAsync(OfRow(row)),
                () => moves.MoveAsync(OfOptions(parsed)));
        }, _hub),
        new Command("merge", "Merges a second record of a person into the first.")
        {
            _person, _duplicate, _merges,
        }.CallsForExit(terminal, connection, (api, parsed, cancellation) =>
        {
            var moves = new PeopleMoves(api, _hub.Name(parsed), cancellation);
            return RunAsync(parsed, _merges, [["person"], ["duplicate"]],
                row => moves.MergeAsync(row.Needed("person"), row.Needed("duplicate")),
                () => moves.MergeAsync(Needed(parsed, _person), Needed(parsed, _duplicate)));
        }, _hub),
        new Command("unmerge", "Undoes merges; each record is given by its own name.")
        {
            _merged.Names, _merged.File,
        }.CallsForExit(terminal, connection, async (api, parsed, cancellation) =>
        {
            var moves = new PeopleMoves(api, _hub.Name(parsed), cancellation);
            var report = new BulkReport(terminal, connection.Json(parsed));
            foreach (var (line, name) in _merged.Read(parsed, _hub.Name(parsed)))
            {
                await report.RunAsync(line, name, () => moves.UnmergeAsync(name));
            }

            return report.Finish();
        }, _hub),
    ];

    async Task<int> RunAsync(
        ParseResult parsed, Option<string?> file, string[][] columns,
        Func<SheetRow, Task<(BulkOutcome, string)>> ofRow, Func<Task<(BulkOutcome, string)>> ofArguments)
    {
        var report = new BulkReport(terminal, connection.Json(parsed));
        if (parsed.GetValue(file) is not { } path)
        {
            await report.RunAsync(0, Needed(parsed, _person), ofArguments);
            return report.Finish();
        }

        foreach (var row in Sheet.Read(path, columns).Rows)
        {
            await report.RunAsync(row.Line, row.Text("person"), () =>
            {
                row.RequireWhole();
                return ofRow(row);
            });
        }

        return report.Finish();
    }

    static PeopleMoves.Move OfRow(SheetRow row) => new(
        row.Needed("person"), row.Digits("from_school", 6),
        row.Digits("school", 6) is { Length: > 0 } urn ? urn : row.Needed("school"),
        row.Word<Subject>("subject") ?? Subject.Mathematics, row.Text("job_title"),
        row.Word<Responsibility>("responsibility") ?? default, row.Day("start"));

    PeopleMoves.Move OfOptions(ParseResult parsed) => new(
        Needed(parsed, _person), parsed.GetValue(_from) ?? "",
        parsed.GetValue(_to) ?? throw new RowRefusedException("say --to-school, or give a file with --from-file"),
        parsed.GetValue(_subject) ?? Subject.Mathematics, parsed.GetValue(_title) ?? "",
        parsed.GetValue(_responsibility) ?? default, IsoDate.Text(parsed.GetValue(_start)));

    static string Needed(ParseResult parsed, Argument<string?> argument) => parsed.GetValue(argument)
        ?? throw new RowRefusedException($"name the {argument.Name}, or give a file with --from-file");

    static Argument<string?> Optional(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    static Option<string?> FromFile(string columns) => new("--from-file")
    {
        Description = $"A CSV file with the columns {columns}.",
        HelpName = "file",
    };
}
