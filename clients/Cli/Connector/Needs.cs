using Mastery.Cli.Rosters;
using Mastery.Participants.V1;
using Slice = Mastery.Participants.V1.RosterSync.Types.Slice;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Cli.Connector;

/// <summary>Says what a person has to look at. Schools and counts are named, people never.</summary>
static class Needs
{
    /// <summary>Whether something would change.</summary>
    public static bool Changes(RosterSync.Types.Counts? counts) => counts is not null
        && counts.CreateCount + counts.UpdateCount + counts.LeaveCount + counts.RestoreCount > 0;

    /// <summary>What is planned, while nothing may be done.</summary>
    public static Need DryRun(RosterSync sync, ConnectorSettings settings, DateTimeOffset now) => new(
        NeedKind.DryRun,
        $"A sync is planned and not done: {Of(sync)}. Look at it: "
            + (settings.Reports.Page is { } page ? page : $"mastery roster effects {sync.Name}")
            + ". To have it done, now and from then on, set \"apply\": true in the configuration, or say --apply; for "
            + $"this one only: mastery roster apply {sync.Name}",
        "",
        now);

    /// <summary>Schools of a hub that would lose many people.</summary>
    public static Need Leavers(RosterSync sync, Slice slice, DateTimeOffset now)
    {
        var schools = slice.Schools.Where(school => school.Guarded).ToList();
        return new(
            NeedKind.Leavers,
            "So many people would leave that the list looks incomplete, and nothing is done in "
                + $"{slice.HubDisplayName}: " + string.Join("; ", schools.Select(school =>
                    $"{school.DisplayName}, {school.LeaveCount:N0} of {RosterWords.People(school.PeopleCount)}"))
                + ". If it is incomplete, export it again. If they have left: mastery roster apply "
                + $"{sync.Name}{RosterSummary.Allow(schools)}",
            string.Join(' ', schools.Select(school => school.School)),
            now);
    }

    /// <summary>Records of a hub that may be of somebody on record.</summary>
    public static Need Reviews(Slice slice, int waiting, DateTimeOffset now) => new(
        NeedKind.Reviews,
        $"{RosterWords.Records(slice.Counts.PotentialMatchCount)} may be of somebody on record at "
            + $"{slice.HubDisplayName}, and wait until you decide of whom: mastery roster "
            + $"reviews --hub {slice.Hub.Split('/')[^1]}",
        slice.Hub,
        now)
    {
        Hub = slice.Hub, Waiting = waiting,
    };

    /// <summary>People who cannot be used as they are written.</summary>
    public static Need Rows(int lost, int rejected, ConnectorSettings settings, DateTimeOffset now) => new(
        NeedKind.Rows,
        $"{RosterWords.People(lost + rejected)} of the list could not be used. Mend their rows"
            + (settings.Reports.Errors is { } file ? $", which are in {file}" : "; reports.errors in the configuration "
                + "writes a file that says which and why")
            + (lost > 0 ? ". Until then nobody leaves, as the list does not have everybody" : ""),
        "",
        now);

    /// <summary>What a sync does, hub by hub.</summary>
    public static string Of(RosterSync sync) => sync.Slices.Count == 0
        ? "nobody of the list is at a department of the programme"
        : string.Join("; ", sync.Slices.Select(slice => $"{slice.HubDisplayName}, "
            + (slice.State == State.Applied ? "done: " : "") + RosterWords.Short(slice.Counts)));
}
