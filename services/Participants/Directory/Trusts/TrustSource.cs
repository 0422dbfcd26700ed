namespace Mastery.Participants;

/// <summary>The extract that an import of trusts is from, as its first message says, and its rows.</summary>
sealed class TrustSource(TimeProvider clock)
{
    readonly ExtractDate _dates = new(clock);
    DateOnly? _day;

    /// <summary>The day of the extract; today when the first message gives none.</summary>
    public DateOnly Day => _day ?? _dates.Today;

    /// <summary>Whether it has all memberships.</summary>
    public bool Complete { get; private set; }

    /// <summary>The records of all messages: of trusts, and of their schools.</summary>
    public async IAsyncEnumerable<TrustRow> Read(IAsyncEnumerable<V1.ImportTrustsRequest> messages)
    {
        var first = true;
        await foreach (var message in messages)
        {
            if (first)
            {
                (_day, Complete, first) = (_dates.Of(message.ExtractDate), message.Complete, false);
            }

            foreach (var record in message.Trusts)
            {
                yield return new(record, null);
            }

            foreach (var record in message.Memberships)
            {
                yield return new(record.Trust ?? new(), record);
            }
        }
    }
}

/// <summary>A record of a trust; of one of its schools when <paramref name="Membership"/> is set.</summary>
readonly record struct TrustRow(V1.TrustRecord Trust, V1.TrustMembershipRecord? Membership)
{
    public int Line => Membership?.Line ?? Trust.Line;
}
