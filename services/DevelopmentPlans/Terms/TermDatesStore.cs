using Dapper;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Term dates in the database. For a year for which a hub has none, those of England hold.</summary>
public sealed class TermDatesStore(DbSession db)
{
    const string Columns = "hub_id, academic_year, terms, revision, create_time, update_time";
    const string ByKey = "WHERE hub_id = @hub AND academic_year = @year";

    static readonly ListShape Shape = ListShape.Of(V1.TermDates.Descriptor, ["hub_id", "academic_year"]);

    static TermDatesStore() => SqlMapper.AddTypeHandler(new JsonListColumn<Term>());

    /// <summary>What holds for the hub in the year.</summary>
    public async Task<HubTermDates> OfAsync(string hub, AcademicYear year) =>
        await db.FindAsync<HubTermDates>(
            $"SELECT {Columns} FROM term_dates {ByKey}", new { hub, year = year.ToString() })
            ?? HubTermDates.ForEngland(hub, year);

    public Task<HubTermDates> GetAsync(string name) => OfAsync(name.HubId(), YearOf(name));

    /// <summary>The same for a write, until the end of the transaction.</summary>
    public async Task<HubTermDates> LockAsync(string name, string etag)
    {
        var (hub, year) = (name.HubId(), YearOf(name));
        return (await db.LockAsync<HubTermDates>(
            $"SELECT {Columns} FROM term_dates {ByKey} FOR UPDATE", new { hub, year = year.ToString() })
            ?? HubTermDates.ForEngland(hub, year)).RequireEtag(etag);
    }

    /// <summary>A page of what hubs have set.</summary>
    public Task<Page<HubTermDates>> ListAsync(string parent, ListRequest list) => db.PageAsync<HubTermDates>(
        Shape,
        list,
        $"SELECT {Columns} FROM term_dates",
        parent.HubId() == "-" ? "" : "hub_id = @hub",
        new { hub = parent.HubId() });

    /// <summary>Stores what a hub set; its first for the year is a new row.</summary>
    public async Task<HubTermDates> SaveAsync(HubTermDates before, HubTermDates after) => before.EnglandDefault
        ? await db.TryInsertAsync(
            after,
            $"""
            INSERT INTO term_dates (hub_id, academic_year, terms) VALUES (@HubId, @AcademicYear, @Terms)
            ON CONFLICT DO NOTHING
            RETURNING {Columns}
            """) ?? throw ApiError.Conflict(HubTermDates.Type, after.Name)
        : await db.UpdateAsync(
            before,
            after,
            $"""
            UPDATE term_dates SET terms = @Terms, revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND academic_year = @AcademicYear AND revision = @Revision
            RETURNING {Columns}
            """);

    /// <summary>Takes away what a hub set; nothing where it set nothing.</summary>
    public async Task RemoveAsync(HubTermDates own)
    {
        if (!own.EnglandDefault)
        {
            await db.DeleteAsync(
                own,
                """
                DELETE FROM term_dates
                WHERE hub_id = @HubId AND academic_year = @AcademicYear AND revision = @Revision
                """);
        }
    }

    /// <exception cref="ApiError">NOT_FOUND: the id is no academic year.</exception>
    static AcademicYear YearOf(string name) => AcademicYear.TryParse(name.Id(), out var year)
        ? year
        : throw ApiError.NotFound(HubTermDates.Type, name);
}
