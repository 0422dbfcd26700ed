using Mastery.Mis;
using Mastery.Participants.V1;

namespace Mastery.SyncRoster;

/// <summary>The staff of a file in any format that Mastery.Mis reads.</summary>
/// <param name="Mode">Whether it has everybody.</param>
/// <param name="Records">The staff.</param>
sealed record StaffList(RosterMode Mode, IReadOnlyList<StaffRecord> Records)
{
    /// <summary>Reads the file to its end before anything is sent: whoever stands in a part that is missing would be
    /// taken for a leaver.</summary>
    /// <exception cref="StaffSourceException">It cannot be read to its end.</exception>
    public static async Task<StaffList> ReadAsync(string file)
    {
        var mode = RosterMode.Unspecified;
        List<StaffRecord> records = [];
        await foreach (var reading in StaffSources.OpenFile(file).ReadAsync())
        {
            switch (reading)
            {
                case SourceStart start:
                    mode = start.Mode == FeedMode.Full ? RosterMode.Full : RosterMode.Delta;
                    break;
                case StaffRead staff:
                    records.Add(staff.Record);
                    break;
                case SourceProblem problem:
                    Console.WriteLine(problem); // File, line, column and reason, without personal data.
                    break;
                case SourceEnd { LostPeople: > 0 }:
                    mode = RosterMode.Delta; // Not everybody could be read, so nobody may leave.
                    break;
            }
        }

        return records.Count > 0 ? new(mode, records) : throw new StaffSourceException(
            $"{file} has no member of staff: nothing was sent. Export it again.");
    }
}
