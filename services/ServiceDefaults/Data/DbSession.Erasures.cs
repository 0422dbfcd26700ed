using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession
{
    readonly List<NpgsqlBatchCommand> _erasures = [];

    /// <summary>Erases, with the commit, every personal value that the hub's change log holds of a subject, those of
    /// this transaction's own changes included, and lists the erasure.</summary>
    /// <param name="subject">The name of the person, or of the resource that the values are part of.</param>
    /// <param name="reason">Why; never a personal value.</param>
    public async Task ErasePersonalAsync(string subject, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentNullException.ThrowIfNull(reason);
        await BeginAsync();
        _erasures.Add(new("SELECT erase_personal($1, $2, NULL, $3, $4, NULL)")
        {
            Parameters =
            {
                new() { Value = call.Hub },
                new() { Value = subject },
                new() { Value = call.Actor },
                new() { Value = reason },
            },
        });
    }
}
