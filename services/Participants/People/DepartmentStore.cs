using Dapper;
using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class DepartmentStore(DbSession db, DepartmentOwners owners)
{
    internal const string Columns =
        "hub_id, id, school, subject, head_id, state, former_schools, moved_to_hub, revision, create_time, update_time";

    static readonly ListShape Shape = ListShape.Of(V1.Department.Descriptor, ["hub_id", "id"]);

    static DepartmentStore() => SqlMapper.AddTypeHandler(new JsonColumn<FormerSchool>());

    public async Task<Department> GetAsync(string name, string etag = "") =>
        (await FindAsync(name.HubId(), name.Uuid()) ?? throw ApiError.NotFound(Department.Type, name))
            .RequireEtag(etag);

    public Task<Department?> FindAsync(string hub, Guid id) => db.FindAsync<Department>(
        $"SELECT {Columns} FROM department WHERE hub_id = @hub AND id = ANY(@ids)", hub, id, row => row.Id);

    /// <summary>The departments with these names, in the same order.</summary>
    public async Task<IReadOnlyList<Department>> BatchGetAsync(IReadOnlyList<string> names) =>
        (await db.QueryAsync<Department>(
            $"SELECT {Columns} FROM department WHERE hub_id = ANY(@hubs) AND id = ANY(@ids)",
            new
            {
                hubs = names.Select(ResourceName.HubId).Distinct().ToArray(),
                ids = names.Select(Reference.ToId).ToArray(),
            })).InOrderOf(names, Department.Type);

    /// <summary>Locks a department, and then reads it: other writers of it wait. One that went to another hub is
    /// refused.</summary>
    public async Task<Department> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("SELECT 1 FROM department WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE",
            new { hub = name.HubId(), id = name.Uuid() });
        return (await GetAsync(name, etag)).RequireHere();
    }

    /// <summary>The same for a department that is to leave the hub: who makes something for it waits too.</summary>
    public async Task<Department> LockWholeAsync(string name)
    {
        await db.LockAsync<int>("SELECT 1 FROM department WHERE hub_id = @hub AND id = @id FOR UPDATE",
            new { hub = name.HubId(), id = name.Uuid() });
        return (await GetAsync(name)).RequireActive();
    }

    public Task<Page<Department>> ListAsync(string parent, ListRequest list) => db.PageAsync<Department>(
        Shape,
        list,
        $"SELECT {Columns} FROM department",
        parent.HubId() == "-" ? "" : "hub_id = @hub",
        new { hub = parent.HubId() });

    /// <summary>The department of a school and subject in a hub, or null.</summary>
    public Task<Department?> FindAsync(string hub, string urn, Subject subject) => db.FindAsync<Department>(
        $"SELECT {Columns} FROM department WHERE hub_id = @hub AND school = @urn AND subject = @subject",
        new { hub, urn, subject });

    /// <summary>Inserts the department of a school that is in the directory, as its hub's.</summary>
    public async Task<Department> InsertAsync(Department department)
    {
        if (await db.FindAsync<int>("SELECT 1 FROM school WHERE urn = @School", department) == 0)
        {
            throw Refusals.Reference(
                "department.school", $"schools/{department.School}", "is not in the directory: import it first");
        }

        await owners.RequireFreeAsync(department);
        await owners.ClaimAsync(department);
        return await InsertNewAsync(department);
    }

    public Task<Department> UpdateAsync(
        Department before, Department after, ChangeKind kind = ChangeKind.Updated) => db.UpdateAsync(before, after, $"""
        UPDATE department SET school = @School, head_id = @HeadId, state = @State, former_schools = @FormerSchools,
            moved_to_hub = @MovedToHub, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {Columns}
        """, kind);

    /// <summary>Hands a department over to the hub that takes it. The caller has locked it and its school.</summary>
    /// <returns>The department there, without its head.</returns>
    public async Task<Department> MoveAsync(Department department, string hub)
    {
        await UpdateAsync(department, department.MoveTo(hub), ChangeKind.Moved);
        await owners.ReleaseAsync(department);
        var arriving = department.ArriveIn(hub);
        await owners.ClaimAsync(arriving);
        return await db.InHubAsync(hub, async () => await FindAsync(hub, department.Id) is { } former
            ? await UpdateAsync(former, arriving with { Revision = former.Revision }, ChangeKind.Moved)
            : await InsertNewAsync(arriving));
    }

    /// <summary>Closes a department that has no live enrolment. It is nobody's from then on.</summary>
    public async Task<Department> CloseAsync(Department department)
    {
        var closed = department.Close();
        var live = await db.QueryAsync<Child>("""
            SELECT kind, example FROM (VALUES
                ('enrolment', (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id || '/enrolments/' || id
                    FROM enrolment WHERE hub_id = @HubId AND department_id = @Id
                        AND state IN ('ACTIVE', 'DEFERRED') LIMIT 1)))
                AS child (kind, example) WHERE example IS NOT NULL
            """, department);
        Child.RequireNone(department.Name, live, "withdraw or complete its enrolments first");
        closed = await UpdateAsync(department, closed);
        await owners.ReleaseAsync(department);
        return closed;
    }

    /// <summary>Reopens a department, if no other hub has it meanwhile.</summary>
    public async Task<Department> ReopenAsync(string name, string etag)
    {
        await owners.RequireFreeAsync((await GetAsync(name, etag)).RequireHere());
        var current = await LockAsync(name, etag);
        var reopened = current.Reopen();
        await owners.ClaimAsync(reopened);
        return await UpdateAsync(current, reopened);
    }

    /// <summary>Moves a department to the school that its own has become.</summary>
    /// <param name="name">The department.</param>
    /// <param name="etag">The version meant; any when empty.</param>
    /// <param name="successor">The URN of that school.</param>
    /// <param name="startDate">The first day there; when null, the day on which that school opened.</param>
    public async Task<Department> SucceedAsync(string name, string etag, string successor, DateOnly? startDate)
    {
        var seen = (await GetAsync(name, etag)).RequireActive();
        await owners.RequireSuccessionAsync(seen, successor);
        var current = (await LockAsync(name, etag)).RequireActive().RequireSchool(seen.School);
        var moved = current.Succeed(successor, startDate ?? await OpeningAsync(successor));
        await owners.ClaimAsync(moved);
        var saved = await UpdateAsync(current, moved);
        await owners.ReleaseAsync(current);
        return saved;
    }

    public async Task DeleteAsync(Department department)
    {
        var children = await db.QueryAsync<Child>("""
            SELECT kind, example FROM (VALUES
                ('participant', (SELECT 'hubs/' || hub_id || '/participants/' || participant_id
                    FROM participant_post WHERE hub_id = @HubId AND department_id = @Id LIMIT 1)),
                ('participation',
                    (SELECT 'hubs/' || hub_id || '/departments/' || department_id || '/participations/' || id
                    FROM past_participation WHERE hub_id = @HubId AND department_id = @Id LIMIT 1)),
                ('application', (SELECT 'hubs/' || hub_id || '/applications/' || id
                    FROM application WHERE hub_id = @HubId AND department_id = @Id LIMIT 1)),
                ('enrolment', (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id || '/enrolments/' || id
                    FROM enrolment WHERE hub_id = @HubId AND department_id = @Id LIMIT 1)),
                ('enquiry', (SELECT 'hubs/' || hub_id || '/enquiries/' || id
                    FROM enquiry WHERE hub_id = @HubId AND department_id = @Id LIMIT 1)))
                AS child (kind, example) WHERE example IS NOT NULL
            """, department);
        Child.RequireNone(department.Name, children, "remove those first, or close it with CloseDepartment");
        await db.DeleteAsync(
            department, "DELETE FROM department WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");
        await owners.ReleaseAsync(department);
    }

    /// <summary>Refuses a field that refers to a department which this hub does not have. The lock keeps it there until
    /// the commit, as that of the foreign key would.</summary>
    public async Task RequireAsync(string field, string name)
    {
        if (await db.LockAsync<int>("""
            SELECT 1 FROM department WHERE hub_id = @hub AND id = @id AND state <> 'MOVED' FOR KEY SHARE
            """, new { hub = name.HubId(), id = Reference.ToId(name) }) == 0)
        {
            throw Refusals.References([(field, name)]);
        }
    }

    /// <summary>Refuses posts in departments which this hub does not have. Former posts may be in one that went to
    /// another hub; a new one waits for a transfer at hand.</summary>
    public async Task RequirePostsAsync(Participant participant)
    {
        var ids = participant.Posts.Select(post => post.DepartmentId).Distinct().ToArray();
        var known = ids.Length == 0 ? [] : await KnownAsync(new { participant.HubId, participant.Id, ids });
        List<(string, string)> missing = [.. participant.Posts.Index()
            .Where(post => !known.Contains(post.Item.DepartmentId))
            .Select(post => ($"participant.posts[{post.Index}].department",
                $"hubs/{participant.HubId}/departments/{post.Item.DepartmentId}"))];
        if (missing.Count > 0)
        {
            throw Refusals.References(missing);
        }
    }

    Task<IReadOnlyList<Guid>> KnownAsync(object key) => db.LockAllAsync<Guid>("""
        SELECT id FROM department d WHERE hub_id = @HubId AND id = ANY(@ids) AND (state <> 'MOVED' OR EXISTS (
            SELECT FROM participant_post w WHERE w.hub_id = @HubId AND w.participant_id = @Id
                AND w.department_id = d.id))
        ORDER BY id FOR KEY SHARE OF d
        """, key);

    /// <summary>Removes a participant as head of the departments where they hold no post any more.</summary>
    public Task ReleaseHeadAsync(Participant before, Participant after, DateOnly today) =>
        ReleaseHeadsAsync(after.HubId, [(before, after)], today);

    /// <summary>The same for several people of a hub.</summary>
    public async Task ReleaseHeadsAsync(
        string hub, IReadOnlyList<(Participant Before, Participant After)> people, DateOnly today)
    {
        var moved = people.Where(one => !one.After.IsActive || !one.After.Posts.SequenceEqual(one.Before.Posts))
            .ToDictionary(one => one.After.Id, one => one.After);
        if (moved.Count == 0)
        {
            return;
        }

        var headed = await db.QueryAsync<Department>(
            $"SELECT {Columns} FROM department WHERE hub_id = @hub AND head_id = ANY(@heads) ORDER BY id",
            new { hub, heads = moved.Keys.ToArray() });
        foreach (var department in headed.Where(one => !moved[one.HeadId!.Value].WorksIn(one.Id, today)))
        {
            await UpdateAsync(department, department.WithoutHead());
        }
    }

    Task<Department> InsertNewAsync(Department department) => db.InsertAsync(department, $"""
        INSERT INTO department (hub_id, id, school, subject, head_id, state, former_schools)
        VALUES (@HubId, @Id, @School, @Subject, @HeadId, @State, @FormerSchools)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """);

    async Task<DateOnly> OpeningAsync(string urn) =>
        await db.FindAsync<DateOnly?>("SELECT open_date FROM school WHERE urn = @urn", new { urn })
            ?? throw ApiError.Invalid(
                "start_date", "must be given: the directory does not know when the school opened");
}
