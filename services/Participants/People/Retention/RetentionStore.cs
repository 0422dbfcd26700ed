using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;
using RetentionClass = Mastery.Participants.V1.RetentionRule.Types.Class;

namespace Mastery.Participants;

/// <summary>Finds the records whose time is over. Those that were emptied before are not among them.</summary>
public sealed class RetentionStore(DbSession db, IOptions<RetentionOptions> options, TimeProvider clock)
{
    static readonly ListShape Shape = new(["v.place", "v.hub_id", "v.id"]);

    /// <summary>A page of a hub's, class by class.</summary>
    public Task<Page<RetainedRecord>> ListAsync(string parent, ListRequest list) => db.PageAsync<RetainedRecord>(
        Shape, list, RetentionSql.Due, parent.HubId() == "-" ? "" : "v.hub_id = @hub", Parameters(parent.HubId()));

    /// <summary>Each class with its time, and how many are due.</summary>
    public async Task<IEnumerable<V1.RetentionRule>> RulesAsync(string parent)
    {
        var counts = (await db.QueryAsync<Count>($"""
            SELECT d.class, count(*)::integer AS due FROM ({RetentionSql.Due}) AS d
            {(parent.HubId() == "-" ? "" : "WHERE d.hub_id = @hub")} GROUP BY d.class
            """, Parameters(parent.HubId()))).ToDictionary(count => count.Class, count => count.Due);
        return options.Value.Rules().Select(rule => new V1.RetentionRule
        {
            Class = rule.Class,
            Age = rule.Age is { } age ? Duration.FromTimeSpan(age) : null,
            DueCount = counts.GetValueOrDefault(rule.Class),
        });
    }

    /// <summary>Some of a hub that are due, after another in the order of lists.</summary>
    public Task<IReadOnlyList<RetainedRecord>> DueAsync(string hub, int place, Guid id, int most) =>
        db.QueryAsync<RetainedRecord>($"""
            {RetentionSql.Due} WHERE v.hub_id = @hub AND (v.place, v.id) > (@place, @id)
            ORDER BY v.place, v.id LIMIT @most
            """, Parameters(hub, place, id, most));

    /// <summary>Whether a record is still due.</summary>
    public async Task<bool> IsDueAsync(RetainedRecord record) => (await db.QueryAsync<RetainedRecord>(
        $"{RetentionSql.Due} WHERE v.hub_id = @hub AND v.place = @place AND v.id = @id",
        Parameters(record.HubId, record.Place, record.Id))).Count > 0;

    object Parameters(string hub, int place = 0, Guid id = default, int most = 0)
    {
        DateTime? Until(TimeSpan? age) => age is { } kept ? clock.GetUtcNow().UtcDateTime - kept : null;
        var set = options.Value;
        return new
        {
            hub,
            place,
            id,
            most,
            People = Until(set.People),
            Enquiries = Until(set.Enquiries),
            Letters = Until(set.Letters),
            DataRequests = Until(set.DataRequests),
            ParticipationImports = Until(set.ParticipationImports),
        };
    }

    sealed record Count
    {
        public required RetentionClass Class { get; init; }

        public int Due { get; init; }
    }
}
