using Npgsql;

namespace Mastery.Participants;

/// <summary>A person's decision on which links of a school its history follows.</summary>
static class SuccessionDecision
{
    /// <summary>Stores the decision. A chosen link that does not say which school is the successor becomes a
    /// succession.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, string urn, IReadOnlyList<string> successors,
        string reason, CancellationToken cancellation)
    {
        await SuccessionDifference.SelectAsync(connection, "SELECT @urn AS urn", cancellation, new { urn });
        await connection.RunAsync("""
            INSERT INTO succession (predecessor, successor, link_type, link_date, followed)
            SELECT urn, link_urn, link_type, link_date, false
            FROM school_link WHERE urn = @urn AND relation = 'OTHER' AND link_urn = ANY (@chosen)
            ON CONFLICT DO NOTHING;
            UPDATE succession
            SET confirmed = successor = ANY (@chosen), followed = successor = ANY (@chosen), confirmed_reason = @reason,
                update_time = now()
            WHERE predecessor = @urn
            """, cancellation, new { urn, chosen = successors.ToArray(), reason });
        await SuccessionDifference.LogAsync(connection, cancellation);
    }
}
