using Mastery.Participants.V1;

namespace Mastery.Mis.Tests.Reading;

/// <summary>All that a source said, in the order that it promises.</summary>
sealed record Feed(SourceStart Start, IReadOnlyList<StaffRecord> Records, IReadOnlyList<SourceProblem> Problems,
    SourceEnd End)
{
    /// <summary>Everything as one text, to look for what must not be in it.</summary>
    public string Text => string.Join('\n', [Start.ToString(), .. Records.Select(record => record.ToString()),
        .. Problems.Select(problem => problem.ToString()), End.ToString(), .. End.Dropped.Keys,
        .. End.Schools.Select(school => school.ToString())]);

    /// <summary>The person with an id.</summary>
    public StaffRecord this[string id] => Assert.Single(Records, record => record.Id == id);

    /// <summary>Reads a source to its end.</summary>
    public static async Task<Feed> OfAsync(IStaffSource source)
    {
        var readings = await source.ReadAsync().ToListAsync();
        Assert.Single(readings, reading => reading is SourceStart);
        Assert.Single(readings, reading => reading is SourceEnd);
        var feed = new Feed(Assert.IsType<SourceStart>(readings[0]),
            [.. readings.OfType<StaffRead>().Select(read => read.Record)],
            [.. readings.OfType<SourceProblem>()], Assert.IsType<SourceEnd>(readings[^1]));
        Assert.Equal(feed.Records.Count, feed.Records.DistinctBy(record => record.Id).Count());
        Assert.Equal(feed.Records.Count, feed.End.Records);
        Assert.Equal(feed.Problems.Count(problem => problem.LosesPerson), feed.End.LostPeople);
        return feed;
    }

    /// <summary>The problems as lines.</summary>
    public string Said => string.Join('\n', Problems);
}
