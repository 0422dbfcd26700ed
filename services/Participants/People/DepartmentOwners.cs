using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Which hub a school's department of a subject belongs to. The transaction that makes, moves, closes, reopens
/// or deletes the department keeps it.</summary>
public sealed class DepartmentOwners(DbSession db)
{
    const string Owners = """
        SELECT o.urn, s.display_name AS school, o.subject, o.hub AS hub_id, h.display_name AS hub, h.contact_email
        FROM department_owner o JOIN hub h ON h.id = o.hub JOIN school s ON s.urn = o.urn
        """;

    /// <summary>The hubs of a school's departments, which everybody may know.</summary>
    public async Task<V1.DepartmentOwners> OfSchoolAsync(School school) => new()
    {
        School = school.Name,
        Hub = school.Hub is null ? "" : Hub.NameOf(school.Hub),
        HubDisplayName = school.HubDisplayName ?? "",
        ContactEmail = school.HubContactEmail ?? "",
        Owners =
        {
            (await db.QueryAsync<DepartmentOwner>($"{Owners} WHERE o.urn = @Urn ORDER BY o.subject", school))
                .Select(owner => owner.ToProto()),
        },
    };

    /// <summary>Locks the department of the school and subject, and requires that the hub may have it: it is nobody
    /// else's, and the school is of this hub or of none.</summary>
    /// <remarks>Taken before the row of the department. The lock is of the whole line of schools, so that two hubs do
    /// not make one at a school and at its successor.</remarks>
    public async Task RequireFreeAsync(Department department)
    {
        var line = await LockAsync(department);
        await RequireOnlyAsync(department, line);
        if (await PlaceAsync(department) is { } place)
        {
            throw OwnershipErrors.OtherPlace(place);
        }
    }

    /// <summary>The same for a department that moves to a successor of its school, wherever that is placed.</summary>
    public async Task RequireSuccessionAsync(Department department, string successor)
    {
        var line = await LockAsync(department);
        if (!line.Later.Contains(successor))
        {
            throw OwnershipErrors.NoSuccessor(successor);
        }

        // Of the departments of schools that merged, the first one that moves is the new school's.
        var after = (await SchoolLine.ReadAsync(db, successor)) with { Earlier = [] };
        await RequireOnlyAsync(department with { School = successor }, after);
    }

    /// <summary>The same for a department that comes from another hub, which has it until then.</summary>
    public async Task RequireArrivalAsync(Department department)
    {
        var line = await LockAsync(department);
        if (await OwnAsync(department, line, "ACTIVE") is { } own)
        {
            throw ApiError.AlreadyExists(Department.Type, own.Name);
        }
    }

    /// <summary>Why the hub may not have such a department, as a sentence; null if it may. Nothing is locked.</summary>
    public async Task<string?> ObstacleAsync(Department department)
    {
        try
        {
            await RequireOnlyAsync(department, await SchoolLine.ReadAsync(db, department.School));
            return await PlaceAsync(department) is { } place ? OwnershipErrors.OtherPlace(place).Message : null;
        }
        catch (ApiError refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>Takes the school's department for its hub.</summary>
    public Task ClaimAsync(Department department) => db.ExecuteAsync("""
        INSERT INTO department_owner (urn, subject, hub) VALUES (@School, @Subject, @HubId) ON CONFLICT DO NOTHING
        """, department);

    /// <summary>Gives it up, after the department has been closed, moved or deleted.</summary>
    public Task ReleaseAsync(Department department) => db.ExecuteAsync(
        "DELETE FROM department_owner WHERE urn = @School AND subject = @Subject AND hub = @HubId", department);

    async Task<SchoolLine> LockAsync(Department department)
    {
        var line = await SchoolLine.ReadAsync(db, department.School);
        await db.LockAsync<long>("""
            SELECT count(pg_advisory_xact_lock(hashtextextended('department_owner ' || urn, 0)))
            FROM (SELECT urn FROM unnest(@Urns) AS urn ORDER BY urn) AS ordered
            """, line);
        return line;
    }

    async Task RequireOnlyAsync(Department department, SchoolLine line)
    {
        if (await OwnAsync(department, line, "ACTIVE", "CLOSED") is { } own)
        {
            throw own.School == department.School
                ? ApiError.AlreadyExists(Department.Type, own.Name)
                : OwnershipErrors.Continues(own, await NameAsync(department.School), await NameAsync(own.School), line);
        }

        if (await db.FindAsync<DepartmentOwner>($"""
            {Owners} WHERE o.subject = @Subject AND o.urn = ANY(@Urns) AND o.hub <> @HubId
            ORDER BY o.urn <> @School LIMIT 1
            """, new { department.HubId, department.School, department.Subject, line.Urns }) is { } other)
        {
            throw OwnershipErrors.OtherHub(other, await NameAsync(department.School), line);
        }
    }

    /// <summary>Another department of the hub in the line of schools.</summary>
    Task<Department?> OwnAsync(Department department, SchoolLine line, params string[] states) =>
        db.FindAsync<Department>($"""
            SELECT {DepartmentStore.Columns} FROM department
            WHERE hub_id = @HubId AND subject = @Subject AND school = ANY(@Urns) AND id <> @Id AND state = ANY(@states)
            ORDER BY school <> @School, state LIMIT 1
            """, new
        {
            department.HubId,
            department.Id,
            department.School,
            department.Subject,
            line.Urns,
            states,
        });

    /// <summary>The hub of the school, if it is another.</summary>
    Task<DepartmentOwner?> PlaceAsync(Department department) => db.FindAsync<DepartmentOwner>("""
        SELECT s.urn, s.display_name AS school, @Subject AS subject, h.id AS hub_id, h.display_name AS hub,
            h.contact_email
        FROM school s JOIN hub h ON h.id = s.hub WHERE s.urn = @School AND h.id <> @HubId
        """, department);

    async Task<string> NameAsync(string urn) => (await db.FindAsync<NamedSchool>(
        "SELECT display_name FROM school WHERE urn = @urn", new { urn }))?.DisplayName ?? "a former school";

    sealed record NamedSchool
    {
        public required string DisplayName { get; init; }
    }
}
