using Mastery.Cli.Commands;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;
using Spectre.Console;
using Kept = Mastery.Participants.V1.RosterSync.Types.KeptEffects;

namespace Mastery.Cli.Rosters;

/// <summary>Says in a terminal what would come, or came, of a list of staff. It has counts and no names.</summary>
sealed class RosterSummary(Terminal terminal, RosterReport report)
{
    const int MostShown = 5;

    RosterSync Sync => report.Sync;

    /// <summary>Writes it.</summary>
    public void Write()
    {
        Say($"Staff of {RosterWords.Source(Sync.Source)} from {Sync.System}, {RosterWords.Of(Sync.Mode)}, "
            + $"as of {England.Day(Sync.EffectiveDate)}: {RosterWords.Of(Sync.State)}.");
        WriteReading();
        WriteCounts();
        WriteList("Left out:", [.. report.LeftOut.Select(one => $"{one.Count:N0}: {one.Reason}")]);
        WriteList("Could not be used as they are written:", [.. report.Unused.Select(Text)]);
        WriteGuarded();
        WriteNext();
    }

    /// <summary>What is to be done next, one line for each.</summary>
    public static IEnumerable<string> Next(RosterReport report)
    {
        var sync = report.Sync;
        foreach (var slice in sync.Slices.Where(slice => slice.Counts.PotentialMatchCount > 0))
        {
            yield return (slice.State == RosterSync.Types.State.Planned ? "Decide who is who"
                : "Who is who may have been decided since; what still waits") + ": mastery roster reviews --hub "
                + slice.Hub.Split('/')[^1];
        }

        if (sync.Slices.Any(slice => slice is { State: RosterSync.Types.State.Planned, KeptEffects: Kept.None }))
        {
            yield return "It is too old to be done. Plan the list again to see what it means now.";
        }

        if (sync.Slices.Any(slice => slice.KeptEffects != Kept.None))
        {
            yield return $"Look at each person: mastery roster effects {sync.Name}";
        }

        var isPlanned = sync.Slices.Any(
            slice => slice is { State: RosterSync.Types.State.Planned, KeptEffects: not Kept.None });
        if (isPlanned && !report.Changes)
        {
            yield return "There is nothing to apply: by this list nobody changes.";
        }
        else if (isPlanned)
        {
            yield return (report.Guarded.Any() ? "If the list has everybody, do it" : "Do it")
                + $": mastery roster apply {sync.Name}" + Allow(report.Guarded);
        }
    }

    /// <summary>The option that allows the leavers of schools.</summary>
    public static string Allow(IEnumerable<RosterSync.Types.CoveredSchool> schools)
    {
        var urns = string.Join(' ', schools.Select(school => school.School.Split('/')[^1]).Distinct());
        return urns.Length == 0 ? "" : $" --allow-leavers {urns}";
    }

    /// <summary>Says that a list is not taken for one of everybody.</summary>
    public static string Reduced(StaffList list) =>
        $"{RosterWords.People(list.End.LostPeople)} could not be read, so the list is planned as changes only: nobody "
            + "leaves. Mend the rows and plan it again.";

    void WriteReading()
    {
        if (report.List is not { } list)
        {
            return;
        }

        Say($"Read: {Path.GetFileName(list.File)} ({list.Start.Format}), {RosterWords.People(list.Records.Count)}.");
        if (list.End.Dropped.Count > 0)
        {
            Say("Not sent: " + string.Join(", ", list.End.Dropped.OrderByDescending(kind => kind.Value)
                .Select(kind => $"{kind.Value:N0} {kind.Key}")) + ".");
        }

        if (report.IsReduced)
        {
            terminal.Out.WriteLine(Reduced(list), new(foreground: Color.Yellow));
        }
    }

    void WriteCounts()
    {
        ListTable.Write(
            terminal,
            [new("hub, school", 16), .. RosterWords.Kinds.Select(kind => new ListTableColumn(kind.Word, 3, true))],
            [
                .. report.Lines.Select(line => new[] { line.IsHub ? line.Name : $"  {line.Name}" }
                    .Concat(line.Counts.Select(count => $"{count:N0}")).ToArray()),
            ]);
        if (Sync.OutsideCount > 0)
        {
            Say($"{RosterWords.Records(Sync.OutsideCount)} of staff at schools that have no department in the "
                + "programme here: counted, and nothing of them is kept.");
        }
    }

    void WriteGuarded()
    {
        WriteList(
            "So many people would leave that the list looks incomplete; it is done only where you allow it:",
            [
                .. report.Guarded.Select(school => $"{school.DisplayName}: {school.LeaveCount:N0} of "
                    + $"{RosterWords.People(school.PeopleCount)} would leave"),
            ]);
    }

    void WriteNext()
    {
        Say(Sync.State == RosterSync.Types.State.Planned ? "Nobody is changed yet." : "");
        foreach (var line in Next(report))
        {
            Say(line);
        }
    }

    void WriteList(string heading, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Say(heading);
        lines.Take(MostShown).ToList().ForEach(line => Say($"  {line}"));
        if (lines.Count > MostShown)
        {
            Say($"  and {lines.Count - MostShown:N0} more; --errors and --report write files that have all of them");
        }
    }

    void Say(string line)
    {
        if (line.Length > 0)
        {
            terminal.Out.WriteLine(line);
        }
    }

    static string Text(UnusedRow row) => string.Join(", ", new[]
    {
        row.File, row.Line > 0 ? $"line {row.Line}" : "", row.Column,
    }.Where(part => part.Length > 0)) + $": {row.Reason}";
}
