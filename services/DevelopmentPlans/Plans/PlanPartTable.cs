using Google.Protobuf.Reflection;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The table of one kind of plan parts. Its statements are built once, so that the database prepares each of
/// them once.</summary>
/// <param name="resource">The part in the contract.</param>
/// <param name="table">The name of the table.</param>
/// <param name="columns">The columns that only this table has: keys, revision and times are the same in all.</param>
/// <param name="values">The parameters of those columns, in the same order.</param>
public sealed class PlanPartTable<T>(MessageDescriptor resource, string table, string columns, string values)
    where T : IResource
{
    const string ByKey = "WHERE hub_id = @HubId AND plan_id = @PlanId AND id = @Id";

    public ListShape Shape { get; } = ListShape.Of(resource, ["hub_id", "plan_id", "id"]);

    public string Select { get; } = $"SELECT {All(columns)} FROM {table}";

    public string SelectOne { get; } = $"SELECT {All(columns)} FROM {table} {ByKey}";

    public string SelectOfPlan { get; } =
        $"SELECT {All(columns)} FROM {table} WHERE hub_id = @HubId AND plan_id = @Id ORDER BY id";

    public string SelectOfPlans { get; } =
        $"SELECT {All(columns)} FROM {table} WHERE hub_id = @hub AND plan_id = ANY(@plans) ORDER BY id";

    public string Insert { get; } =
        $"""
        INSERT INTO {table} (hub_id, plan_id, id, {columns})
        VALUES (@HubId, @PlanId, @Id, {values})
        ON CONFLICT DO NOTHING
        RETURNING {All(columns)}
        """;

    public string Update { get; } =
        $"""
        UPDATE {table}
        SET ({columns}) = ROW({values}), revision = revision + 1, update_time = now()
        {ByKey} AND revision = @Revision
        RETURNING {All(columns)}
        """;

    public string Delete { get; } = $"DELETE FROM {table} {ByKey} AND revision = @Revision";

    static string All(string columns) => $"hub_id, plan_id, id, {columns}, revision, create_time, update_time";
}
