using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Gias;
using Mastery.Cli.Importing;
using Mastery.Cli.Lists;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using Spectre.Console;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery participations</c>: lists of who took part in earlier years.</summary>
sealed class ParticipationsCommand(Terminal terminal, ConnectionOptions connection)
{
    const int MostRows = 500;

    readonly HubOptions _hub = new();

    readonly Argument<string> _file = new("file") { Description = "The list, saved as CSV." };

    readonly Argument<string> _import = new("import") { Description = "The import, hubs/HUB/participationImports/ID." };

    readonly Option<bool> _apply = new("--apply")
    {
        Description = "Records the rows; without it, only says what would be done.",
    };

    readonly Option<bool> _skip = new("--skip-undecided")
    {
        Description = "Leaves out the rows that wait for a decision.",
    };

    readonly Option<string?> _rejects = new("--rejects")
    {
        Description = "Where to write rejected rows; FILE.rejected.csv when left out.",
        HelpName = "file",
    };

    readonly Option<int> _line = new("--line") { Description = "The line of the row.", Required = true };

    readonly Option<bool> _skipRow = new("--skip") { Description = "Leaves the row out." };

    readonly Option<string?> _school = new("--school") { Description = "The URN of the school.", HelpName = "urn" };

    readonly Option<Subject> _subject = new("--subject") { Description = "The subject.", HelpName = "subject" };

    readonly Option<string?> _code = new("--code") { Description = "The code of the project.", HelpName = "code" };

    readonly Option<bool> _withoutCode = new("--without-code") { Description = "Leaves the code out." };

    readonly Option<Stage> _stage = new("--stage") { Description = "The stage.", HelpName = "stage" };

    readonly Option<string?> _year = new("--year") { Description = "The academic year, 2022-23.", HelpName = "year" };

    public Command Build() => new("participations", "What departments took part in before.")
    {
        new ParticipationList(terminal, connection).Build(),
        Import(),
        new Command("show", "Shows an import and what comes of each row.") { _import }.Calls(
            terminal, connection, async (api, parsed, cancellation) => Write(
                parsed, await api.People.GetParticipationImportAsync(
                    new() { Name = parsed.GetRequiredValue(_import) }, cancellationToken: cancellation)), _hub),
        new Command("decide", "Decides on a row of an import.")
        {
            _import, _line, _skipRow, _school, _subject, _code, _withoutCode, _stage, _year,
        }.Calls(
            terminal, connection, async (api, parsed, cancellation) => Write(
                parsed, await api.People.ResolveParticipationImportAsync(
                    Resolution(parsed), cancellationToken: cancellation)), _hub),
        new Command("apply", "Records what an import has planned.") { _import, _skip }.Calls(
            terminal, connection, async (api, parsed, cancellation) => Write(
                parsed, await ApplyAsync(api, parsed, parsed.GetRequiredValue(_import), "", cancellation)), _hub),
    };

    Command Import()
    {
        var command = new Command("import",
            "Reads a list of who took part in earlier years, and shows what would come of each row. Columns: URN, "
                + "LAESTAB or School; Subject; Code; Stage; Academic year; Advocate …, in any order; others are left "
                + "alone.")
        {
            _file, _apply, _skip, _rejects,
        };
        _hub.AddTo(command);
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(terminal, async () =>
        {
            await using var api = connection.Connect(parsed, _hub.Client(parsed));
            return await ImportAsync(api, parsed, cancellation);
        }));
        return command;
    }

    async Task<int> ImportAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(_file);
        await using var file = File.OpenRead(path);
        var reader = ParticipationReader.Open(file);
        List<GiasRow<ParticipationRecord>> rows = [.. reader.Read()];
        var answer = new ListParticipationImportsResponse();
        foreach (var part in rows.Where(row => row.Record is not null).Chunk(MostRows))
        {
            var planned = await api.People.PlanParticipationImportAsync(new()
            {
                Parent = _hub.Name(parsed),
                FileName = Path.GetFileName(path),
                Records = { part.Select(row => row.Record) },
                RequestId = $"{Guid.NewGuid()}",
            }, cancellationToken: cancellation);
            answer.ParticipationImports.Add(!parsed.GetValue(_apply)
                ? planned
                : await ApplyAsync(api, parsed, planned.Name, planned.Etag, cancellation));
        }

        List<GiasIssue> rejected =
            [.. rows.Where(row => row.Record is null).SelectMany(row => row.Issues), .. Rejected(reader, answer)];
        terminal.Write(connection, parsed, answer, imports => imports.ParticipationImports.ToList().ForEach(
            import => ParticipationReport.Write(terminal.Out, import)));
        return rejected.Count == 0 ? ExitCode.Done : Reject(parsed, path, file, rejected);
    }

    int Reject(ParseResult parsed, string path, Stream file, List<GiasIssue> rejected)
    {
        var to = parsed.GetValue(_rejects) ?? path + ".rejected.csv";
        RejectsFile.Write(to, ParticipationReader.Open(file).Table, rejected);
        terminal.Error.MarkupLineInterpolated($"{rejected.Count} rows were rejected: see {to}");
        return ExitCode.SomeRejected;
    }

    async Task<ParticipationImport> ApplyAsync(
        ApiClients api, ParseResult parsed, string name, string etag, CancellationToken cancellation) =>
        await api.People.ApplyParticipationImportAsync(
            new() { Name = name, Etag = etag, SkipUndecided = parsed.GetValue(_skip) },
            cancellationToken: cancellation);

    static IEnumerable<GiasIssue> Rejected(ParticipationReader reader, ListParticipationImportsResponse answer) =>
        from import in answer.ParticipationImports
        from effect in import.Effects
        where effect.Kind == Kind.Rejected
        select new GiasIssue(effect.Record.Line, reader.ColumnOf(effect.Field), Value(effect), effect.Explanation);

    static string Value(ParticipationImport.Types.Effect effect) => effect.Field switch
    {
        "school_number" => effect.Record.SchoolNumber,
        "school_name" => effect.Record.SchoolName,
        "year" => effect.Record.Year,
        _ => "",
    };

    ResolveParticipationImportRequest Resolution(ParseResult parsed) => new()
    {
        Name = parsed.GetRequiredValue(_import),
        Decisions =
        {
            new ParticipationDecision
            {
                Line = parsed.GetRequiredValue(_line),
                Skip = parsed.GetValue(_skipRow),
                School = parsed.GetValue(_school) is { } urn ? $"schools/{urn}" : "",
                Subject = parsed.GetValue(_subject),
                Code = parsed.GetValue(_code) ?? "",
                WithoutCode = parsed.GetValue(_withoutCode),
                Stage = parsed.GetValue(_stage),
                AcademicYear = parsed.GetValue(_year) ?? "",
            },
        },
    };

    void Write(ParseResult parsed, ParticipationImport import) => terminal.Write(
        connection, parsed, import, answer => ParticipationReport.Write(terminal.Out, answer));
}
