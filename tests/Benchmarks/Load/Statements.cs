namespace Mastery.Benchmarks.Load;

/// <summary>What the service asks its database, for the peers to ask too.</summary>
static class Statements
{
    /// <summary>The columns of a department.</summary>
    public const string Columns =
        "hub_id, id, school, subject, head_id, state, former_schools, moved_to_hub, revision, create_time, update_time";
}
