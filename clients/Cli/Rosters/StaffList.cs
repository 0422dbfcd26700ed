using Mastery.Mis;
using Mastery.Participants.V1;

namespace Mastery.Cli.Rosters;

/// <summary>The staff of a file, read to its end before any of it is sent: only then is it known whether the file has
/// everybody.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Start">What it says of itself.</param>
/// <param name="Records">The staff.</param>
/// <param name="Problems">What could not be read, or not as it is written.</param>
/// <param name="End">What it covers, and what was dropped.</param>
sealed record StaffList(
    string File,
    SourceStart Start,
    IReadOnlyList<StaffRecord> Records,
    IReadOnlyList<SourceProblem> Problems,
    SourceEnd End)
{
    const int Every = 100;

    /// <summary>Reads it.</summary>
    /// <param name="file">The file, as it was named.</param>
    /// <param name="source">Where it is read.</param>
    /// <param name="progress">Gets how many people were read, now and then.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StaffSourceException">It cannot be read to its end.</exception>
    public static async Task<StaffList> ReadAsync(
        string file, IStaffSource source, Action<int> progress, CancellationToken cancellation)
    {
        SourceStart? start = null;
        SourceEnd? end = null;
        List<StaffRecord> records = [];
        List<SourceProblem> problems = [];
        await foreach (var reading in source.ReadAsync(cancellation))
        {
            start = reading as SourceStart ?? start;
            end = reading as SourceEnd ?? end;
            problems.AddRange(reading is SourceProblem problem ? [problem] : []);
            if (reading is StaffRead staff)
            {
                records.Add(staff.Record);
                progress(records.Count / Every * Every);
            }
        }

        return start is not null && end is not null
            ? new(file, start, records, problems, end)
            : throw new StaffSourceException(
                $"{Path.GetFileName(file)} was not read to its end, so nothing was sent: people at its end would be "
                    + "taken for leavers. Export it again.");
    }

    /// <summary>How it is sent. A file of which people could not be read does not have everybody: it is sent as one
    /// of changes, after which nobody leaves.</summary>
    /// <param name="asked">What the caller says it has.</param>
    /// <exception cref="StaffSourceException">The caller insists on everybody.</exception>
    public RosterMode Mode(FeedMode? asked) => (asked ?? Start.Mode, End.LostPeople) switch
    {
        (FeedMode.Delta, _) => RosterMode.Delta,
        (_, 0) => RosterMode.Full,
        _ when asked is null => RosterMode.Delta,
        _ => throw new StaffSourceException(
            $"nothing was sent: {RosterWords.People(End.LostPeople)} of {Path.GetFileName(File)} could not be read, "
                + "and a full sync would take them for leavers. Mend the rows (--errors FILE lists them), or leave "
                + "--mode out: then the others are planned, and nobody leaves."),
    };

    /// <summary>What the staff are sent as.</summary>
    /// <param name="source">Whose they are.</param>
    /// <param name="system">The MIS.</param>
    /// <param name="asked">What the caller says the list has.</param>
    public RosterSyncHeader Header(string source, string system, FeedMode? asked)
    {
        var header = new RosterSyncHeader { Source = source, System = system, Mode = Mode(asked) };
        if (header.Mode == RosterMode.Full)
        {
            header.Schools.Add(End.Schools.Where(school => school.Kind == SchoolNumberKind.Urn)
                .Select(school => $"schools/{school.Number}"));
        }

        return header;
    }
}
