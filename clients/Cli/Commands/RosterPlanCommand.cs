using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Cli.Rosters;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Mis;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery roster plan</c>: reads a file here, sends the staff in it and nothing else, and says what would
/// come of them.</summary>
sealed class RosterPlanCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Argument<string> _file = new("file")
    {
        Description = "The export: a OneRoster or School Data Sync zip or folder, a School Workforce Census, or a list "
            + "of staff as CSV or workbook. The format is found by what is in it.",
    };

    readonly Option<string> _source = new("--source")
    {
        Description = "Whose staff it is: trusts/UID or schools/URN.",
        HelpName = "trusts/1234",
        Required = true,
    };

    readonly Option<string> _system = new("--system")
    {
        Description = "The MIS, always by the same name: arbor, sims, bromcom, … The ids in the file are of it.",
        HelpName = "name",
        Required = true,
    };

    readonly Option<FeedMode?> _mode = new("--mode")
    {
        Description = "Whether the file has everybody, so that who is missing has left, or only who has changed; as "
            + "the file says when left out.",
        HelpName = "full|delta",
    };

    readonly Option<Subject?> _subject =
        WordOption.Of<Subject>("--subject", "The subject of posts that say none, for a list of one department.");

    readonly Option<DateOnly?> _date = new("--date")
    {
        Description = "The day from which it holds, for example 2026-09-01; today when left out.",
        HelpName = "date",
    };

    readonly Option<int?> _guard = new("--guard")
    {
        Description = "The part of a school's people, in percent, above which leavers need to be allowed; 20 when "
            + "left out.",
        HelpName = "percent",
    };

    readonly Option<string?> _school = new("--school")
    {
        Description = "The school of people for whom the file says none, by URN or LAESTAB.",
        HelpName = "urn",
    };

    readonly Option<string?> _mapping = File("--mapping", "Which columns are read, as --save-mapping wrote it.");

    readonly Option<string?> _saveMapping =
        File("--save-mapping", "Writes which columns are read, to be corrected and given as --mapping.");

    readonly Option<string?> _report = File("--report", "Writes a page (HTML) that says what happens to whom.");

    readonly Option<string?> _json = File("--json", "Writes the same for programs.");

    readonly Option<string?> _errors = File("--errors", "Writes the rows that cannot be used (CSV).");

    public Command Build() => new Command(
        "plan", "Reads an export of an MIS and says what would come of each person; nobody is changed.")
    {
        _file, _source, _system, _mode, _subject, _date, _guard, _school, _mapping, _saveMapping, _report, _json,
        _errors,
    }.CallsForExit(terminal, connection, PlanAsync);

    async Task<int> PlanAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var options = Options(parsed);
        var report = await terminal.ProgressAsync("reading", async say =>
        {
            var list = await ReadAsync(parsed, options, say, cancellation);
            var sync = await api.Rosters.PlanAsync(
                Header(parsed, list), list.Records,
                sent => say($"sending: {sent:N0} of {list.Records.Count:N0}"), cancellation);
            say("reading what would come of each person");
            return new RosterReport(sync, await api.Rosters.EffectsAsync(sync.Name, cancellation), list);
        });
        terminal.Write(connection, parsed, report.Sync, _ => new RosterSummary(terminal, report).Write());
        await WriteFilesAsync(parsed, report, cancellation);
        return report.UnusedPeople > 0 ? ExitCode.SomeRejected : ExitCode.Done;
    }

    async Task<StaffList> ReadAsync(
        ParseResult parsed, FileSourceOptions options, Action<string> say, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(_file);
        var list = await StaffList.ReadAsync(
            path, StaffSources.OpenFile(path, options),
            count => say($"reading {Path.GetFileName(path)}: {count:N0} people"), cancellation);
        if (parsed.GetValue(_errors) is { } errors)
        {
            // Written before anything can be refused; again with the rows that the service does not use.
            UnusedRowsFile.Write(errors, new RosterReport(new(), [], list).Unused);
        }

        return list.Records.Count > 0 ? list : throw new StaffSourceException(
            $"nothing was sent: {Path.GetFileName(path)} has no member of staff that could be read.");
    }

    FileSourceOptions Options(ParseResult parsed)
    {
        var (path, saved) = (parsed.GetRequiredValue(_file), parsed.GetValue(_mapping));
        var mapping = saved is null ? null : ColumnMapping.Load(saved);
        if (parsed.GetValue(_saveMapping) is { } to)
        {
            mapping ??= ColumnMapping.Guess(path);
            mapping.Save(to);
            terminal.ErrorWriter.WriteLine(
                $"The columns that are read are in {to}: correct them there, and say --mapping {to} the next time.");
        }

        return new()
        {
            School = parsed.GetValue(_school) ?? "",
            Mode = parsed.GetValue(_mode),
            Mapping = mapping,
        };
    }

    RosterSyncHeader Header(ParseResult parsed, StaffList list)
    {
        var header = list.Header(
            parsed.GetRequiredValue(_source), parsed.GetRequiredValue(_system), parsed.GetValue(_mode));
        header.EffectiveDate = parsed.GetValue(_date) is { } day ? IsoDate.Text(day) : "";
        header.Subject = parsed.GetValue(_subject) ?? default;
        if (parsed.GetValue(_guard) is { } guard)
        {
            header.GuardPercent = guard;
        }

        return header;
    }

    async Task WriteFilesAsync(ParseResult parsed, RosterReport report, CancellationToken cancellation)
    {
        if (parsed.GetValue(_report) is { } page)
        {
            await PrivateFile.WriteAsync(page, RosterPage.Of(report), cancellation);
        }

        if (parsed.GetValue(_json) is { } json)
        {
            await PrivateFile.WriteAsync(json, RosterData.Of(report), cancellation);
        }

        if (parsed.GetValue(_errors) is { } errors)
        {
            UnusedRowsFile.Write(errors, report.Unused);
        }
    }

    static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "file",
    };
}
