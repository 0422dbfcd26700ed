using System.Net;
using Mastery.Cli.Rosters;
using Mastery.Mis;

namespace Mastery.Cli.Connector;

/// <summary>Where the staff are read: a file, a service, or of a service several schools, each with a cursor of its
/// own.</summary>
/// <param name="Kind">What it is in the configuration.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="HasCursors">Whether it can say only what has changed.</param>
sealed record StaffOrigin(string Kind, IReadOnlyList<StaffPart> Parts, bool HasCursors)
{
    /// <summary>Reads the staff to their end.</summary>
    /// <param name="cursors">By part, since when; none for everybody.</param>
    /// <param name="say">Gets that the source did not take the cursors.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StaffSourceException">Not all of it can be read.</exception>
    public async Task<StaffFeed> ReadAsync(
        IReadOnlyDictionary<string, string> cursors, Action say, CancellationToken cancellation)
    {
        // A school that is new in the configuration has no cursor: then everybody is read everywhere.
        var delta = HasCursors && Parts.All(part => cursors.ContainsKey(part.Key));
        try
        {
            return await ReadPartsAsync(delta ? cursors : new Dictionary<string, string>(), cancellation);
        }
        catch (StaffSourceException refusal) when (delta && refusal.Status is HttpStatusCode.BadRequest
            or HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity)
        {
            say();
            return await ReadPartsAsync(new Dictionary<string, string>(), cancellation);
        }
    }

    async Task<StaffFeed> ReadPartsAsync(
        IReadOnlyDictionary<string, string> cursors, CancellationToken cancellation)
    {
        List<StaffList> lists = [];
        Dictionary<string, string> next = [];
        foreach (var part in Parts)
        {
            var (name, source) = part.Open(cursors.GetValueOrDefault(part.Key) ?? "");
            using var owned = source as IDisposable;
            var list = await StaffList.ReadAsync(name, source, _ => { }, cancellation);
            lists.Add(list);
            if (list.End.Cursor is { } cursor)
            {
                next[part.Key] = cursor;
            }
        }

        return new(lists.Count == 1 ? lists[0] : Joined(lists), next);
    }

    static StaffList Joined(List<StaffList> lists) => new(
        lists[0].File,
        lists[0].Start,
        [.. lists.SelectMany(list => list.Records)],
        [.. lists.SelectMany(list => list.Problems)],
        new()
        {
            Schools = [.. lists.SelectMany(list => list.End.Schools).DistinctBy(school => school.Number)],
            Records = lists.Sum(list => list.End.Records),
            Dropped = lists.SelectMany(list => list.End.Dropped).GroupBy(kind => kind.Key)
                .ToDictionary(kind => kind.Key, kind => kind.Sum(one => one.Value)),
            LostPeople = lists.Sum(list => list.End.LostPeople),
        });
}

/// <summary>A part of where the staff are read.</summary>
/// <param name="Key">Its name in the state, without personal data.</param>
/// <param name="Open">Opens it, by the cursor of the run before or an empty one; answers also what people call
/// it.</param>
sealed record StaffPart(string Key, Func<string, (string Name, IStaffSource Source)> Open);

/// <summary>The staff that were read, and the cursors for the next time.</summary>
/// <param name="List">The staff.</param>
/// <param name="Cursors">By part.</param>
sealed record StaffFeed(StaffList List, IReadOnlyDictionary<string, string> Cursors);
