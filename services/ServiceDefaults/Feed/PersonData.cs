using Google.Protobuf;
using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>Reads what a service holds of one person from its change log, in which every resource is that names people
/// or has personal fields, and erases it there. So it follows the contract: a new resource, or a new personal field, is
/// in it.</summary>
public sealed class PersonData
{
    readonly CallScope _call;
    readonly ChangeStore _store;
    readonly DbSession _db;

    internal PersonData(CallScope call, ChangeStore store, DbSession db) => (_call, _store, _db) = (call, store, db);

    /// <summary>What the log of the call's hub has of a person; enters that the caller was answered it.</summary>
    /// <param name="subjects">The names that are the person: of their records, and of resources that are wholly about
    /// them.</param>
    /// <param name="possible">Resources that may be about the person: what is personal in them is not shown.</param>
    /// <param name="copies">What is held beside the log.</param>
    public async Task<PersonFindings> FindAsync(IReadOnlyCollection<string> subjects,
        IReadOnlyCollection<string> possible, IReadOnlyList<PersonCopy> copies)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        ArgumentNullException.ThrowIfNull(copies);
        if (_call.Hub == "*")
        {
            throw ApiError.Invalid("parent", "names one hub: each answers for what it holds");
        }

        string[] resources = [.. subjects, .. possible];
        var reader = await ReadAsync(subjects, resources);
        List<PersonRecord> records = [.. reader.Current, .. copies.Select(reader.Copy)];
        if (reader.Reads.Commands(_call) is { Count: > 0 } commands)
        {
            await _db.EnterReadsAsync(commands);
            // It says more than what the pipeline would enter of the answer.
            _call.SensitiveReadsEntered = true;
        }

        return new(records, reader.Changes);
    }

    /// <summary>Erases, with the commit, what the log of the call's hub holds under the names of a person.</summary>
    /// <param name="subjects">The names.</param>
    /// <param name="reason">Why; never a personal value.</param>
    /// <returns>The resources that name the person and have text that may be about anybody, which stays.</returns>
    public async Task<IReadOnlyList<UnattributedText>> EraseAsync(IReadOnlyCollection<string> subjects, string reason)
    {
        var left = await UnattributedAsync(subjects, []);
        foreach (var subject in subjects)
        {
            await _db.ErasePersonalAsync(subject, reason);
        }

        return left;
    }

    /// <summary>The resources that name a person, and others that may be about the person, which have text that may be
    /// about anybody. No value is answered, so nothing is entered as read.</summary>
    /// <param name="subjects">The names that are the person.</param>
    /// <param name="possible">Resources that may be about the person.</param>
    public async Task<IReadOnlyList<UnattributedText>> UnattributedAsync(
        IReadOnlyCollection<string> subjects, IReadOnlyCollection<string> possible)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        ArgumentNullException.ThrowIfNull(possible);
        var reader = await ReadAsync(subjects, [.. subjects, .. possible]);
        return
        [
            .. reader.Current.Where(record => record.UnattributedFields.Count > 0).Select(record =>
                new UnattributedText
                {
                    Resource = record.Resource,
                    ResourceType = record.ResourceType,
                    Fields = { record.UnattributedFields },
                }),
        ];
    }

    async Task<PersonReader> ReadAsync(IReadOnlyCollection<string> subjects, string[] resources)
    {
        var rows = await _store.OfPersonAsync(_call.Hub, resources, [.. subjects],
            [.. subjects.Where(PersonView.IsParticipant)]);
        var reader = new PersonReader(new(subjects), resources, _call.Scopes, new(_call.Hub));
        foreach (var row in rows)
        {
            reader.Read(row);
        }

        return reader;
    }
}

/// <summary>What is held of a person beside the change log.</summary>
/// <param name="Resource">The name of what it is.</param>
/// <param name="Subject">The name of the person.</param>
/// <param name="Message">What it says.</param>
public sealed record PersonCopy(string Resource, string Subject, IMessage Message);

/// <summary>What a service holds of a person.</summary>
/// <param name="Records">The resources as they are now, by name, and what is held beside them.</param>
/// <param name="Changes">What changed in them, the oldest first.</param>
public sealed record PersonFindings(IReadOnlyList<PersonRecord> Records, IReadOnlyList<PersonChange> Changes);
