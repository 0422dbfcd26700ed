using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Changes.V1;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>Makes of rows of the change log what they say of one person.</summary>
/// <param name="view">What messages say of the person.</param>
/// <param name="resources">The resources that are about the person in any case.</param>
/// <param name="scopes">The caller's scopes.</param>
/// <param name="reads">Where it is noted what the caller is answered.</param>
sealed class PersonReader(PersonView view, string[] resources, IReadOnlySet<string> scopes, SensitiveReads reads)
{
    static readonly string[] OfEveryWrite = ["etag", "update_time"];

    readonly SortedDictionary<string, PersonRecord> _current = new(StringComparer.Ordinal);

    public List<PersonChange> Changes { get; } = [];

    /// <summary>The resources as the rows that were read leave them. A row that no longer says anything of the person
    /// was read too, since it did before.</summary>
    public IEnumerable<PersonRecord> Current => _current.Values;

    public SensitiveReads Reads => reads;

    /// <summary>Reads the next row.</summary>
    public void Read(ChangeRow row)
    {
        var type = ResourceTypes.Find(row.ResourceType)?.Message ?? throw new InvalidOperationException(
            $"The log has a {row.ResourceType}, which no contract has: it cannot be read any more.");
        var personal = ChangeView.PersonalParts(row, []);
        var before = row.Before is null ? null : ChangeView.Whole("before", row.Before, type, personal);
        var after = row.After is null ? null : ChangeView.Whole("after", row.After, type, personal);
        _current.Remove(row.Resource);
        if (after is not null && (resources.Contains(row.Resource) || view.Names(after)))
        {
            _current[row.Resource] = Record(row.Resource, row.Resource, MessageDiff.Clone(after));
        }

        Compare(row, before, after);
    }

    /// <summary>What a copy says of the person.</summary>
    public PersonRecord Copy(PersonCopy copy) => Record(copy.Resource, copy.Subject, MessageDiff.Clone(copy.Message));

    PersonRecord Record(string resource, string whose, IMessage state)
    {
        var unattributed = view.Reduce(state, whose);
        Withhold(state, whose);
        if (PersonView.IsParticipant(whose))
        {
            foreach (var field in state.Descriptor.Fields.InDeclarationOrder()
                .Where(field => ContractField.Of(field).Personal && !MessageDiff.IsDefault(field, state)))
            {
                reads.Add(whose, field.Name);
            }
        }

        return new()
        {
            Resource = resource,
            ResourceType = ResourceTypes.Of(state.Descriptor),
            Data = Json(state),
            UnattributedFields = { unattributed },
        };
    }

    /// <summary>Adds what changed of the person; nothing where all that changed is of others.</summary>
    void Compare(ChangeRow row, IMessage? before, IMessage? after)
    {
        foreach (var state in new[] { before, after }.OfType<IMessage>())
        {
            view.Reduce(state, row.Resource);
            Withhold(state, row.Resource);
        }

        if (before is not null && after is not null && !KeepDifferences(before, after))
        {
            return;
        }

        var change = row.ToProto();
        Changes.Add(new()
        {
            Resource = change.Resource,
            ResourceType = change.ResourceType,
            Kind = change.Kind,
            Before = Json(before),
            After = Json(after),
            Actor = change.Actor,
            ChangeTime = change.ChangeTime,
            Revision = change.Revision,
        });
    }

    /// <summary>Leaves in two states the fields in which they differ.</summary>
    /// <returns>Whether there are any.</returns>
    static bool KeepDifferences(IMessage before, IMessage after)
    {
        var any = false;
        foreach (var field in before.Descriptor.Fields.InDeclarationOrder())
        {
            if (OfEveryWrite.Contains(field.Name) || MessageDiff.Same(field, before, after))
            {
                field.Accessor.Clear(before);
                field.Accessor.Clear(after);
            }
            else
            {
                any = true;
            }
        }

        return any;
    }

    /// <summary>Notes what the caller sees that needs a scope of its own, and clears what it may not see: a method that
    /// answers such fields asks for their scopes.</summary>
    void Withhold(IMessage state, string whose)
    {
        var fields = FieldScopes.Of(state.Descriptor);
        fields.Note(state, scopes, reads, whose);
        fields.Withhold(state, scopes);
    }

    static Struct? Json(IMessage? state) =>
        state is null ? null : Struct.Parser.ParseJson(JsonFormatter.Default.Format(state));
}
