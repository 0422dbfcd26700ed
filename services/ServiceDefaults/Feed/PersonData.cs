using Google.Protobuf;
using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>Reads what a service holds of one person from its change log, in which every resource is that names people
/// or has personal fields. So it follows the contract: a new resource, or a new personal field, is in it.</summary>
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
        var rows = await _store.OfPersonAsync(_call.Hub, resources, [.. subjects],
            [.. subjects.Where(PersonView.IsParticipant)]);
        var reader = new PersonReader(new(subjects), resources, _call.Scopes, new(_call.Hub));
        foreach (var row in rows)
        {
            reader.Read(row);
        }

        List<PersonRecord> records = [.. reader.Current, .. copies.Select(reader.Copy)];
        if (reader.Reads.Commands(_call) is { Count: > 0 } commands)
        {
            await _db.EnterReadsAsync(commands);
            // It says more than what the pipeline would enter of the answer.
            _call.SensitiveReadsEntered = true;
        }

        return new(records, reader.Changes);
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
