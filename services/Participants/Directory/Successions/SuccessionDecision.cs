using Npgsql;

namespace Mastery.Participants;

/// <summary>A person's decision on which links of a school its history follows.</summary>
static class SuccessionDecision
{
    /// <summary>Stores the decision. A chosen link of another kind becomes a succession; the other
    /// direction of a chosen pair is ruled out.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, string urn, IReadOnlyList<string> successors,
        string reason, CancellationToken cancellation)
    {
        await SuccessionDifference.SelectAsync(
            connection, "SELECT unnest(array_append(@chosen, @urn)) AS urn", cancellation,
            new { urn, chosen = successors.ToArray() });
        await connection.RunAsync("""
            INSERT INTO succession (predecessor, successor, link_type, link_date, followed)
            SELECT urn, link_urn, link_type, link_date, false
            FROM school_link WHERE urn = @urn AND relation = 'OTHER' AND link_urn = ANY (@chosen)
            ON CONFLICT DO NOTHING;
            UPDATE succession
            SET confirmed = successor = ANY (@chosen), followed = successor = ANY (@chosen), doubt = NULL,
                confirmed_reason = @reason, update_time = now()
            WHERE predecessor = @urn AND (withdrawn_date IS NULL OR successor = ANY (@chosen));
            UPDATE succession
            SET confirmed = false, followed = false, doubt = NULL, confirmed_reason = @reason, update_time = now()
            WHERE successor = @urn AND predecessor = ANY (@chosen)
            """, cancellation, new { urn, chosen = successors.ToArray(), reason });
        await SuccessionJudgement.RunAsync(connection, "SELECT urn FROM link_difference", cancellation);
        await SuccessionDifference.LogAsync(connection, cancellation);
    }
}
