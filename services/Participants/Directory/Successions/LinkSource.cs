namespace Mastery.Participants;

/// <summary>The extract that an import of links is from, as its first message says.</summary>
sealed class LinkSource(TimeProvider clock)
{
    readonly ExtractDate _dates = new(clock);
    DateOnly? _day;

    /// <summary>The day of the extract; today when the first message gives none.</summary>
    public DateOnly Day => _day ?? _dates.Today;

    /// <summary>Whether it is the whole extract.</summary>
    public bool Complete { get; private set; }

    /// <summary>The records of all messages.</summary>
    public async IAsyncEnumerable<V1.SuccessionRecord> Read(IAsyncEnumerable<V1.ImportSuccessionsRequest> messages)
    {
        var first = true;
        await foreach (var message in messages)
        {
            if (first)
            {
                (_day, Complete, first) = (_dates.Of(message.ExtractDate), message.Complete, false);
            }

            foreach (var record in message.Records)
            {
                yield return record;
            }
        }
    }
}
