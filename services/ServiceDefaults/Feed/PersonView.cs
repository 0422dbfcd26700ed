using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>What a message says of one person: leaves out other people, and what is personal and not known to be of the
/// person. The contract decides: which fields are personal, whose they are, which elements are about one
/// person.</summary>
/// <param name="subjects">The names that are the person: of their records, and of resources that are wholly about
/// them.</param>
sealed class PersonView(IReadOnlyCollection<string> subjects)
{
    const string Participant = "mastery.services/Participant";

    static readonly ConcurrentDictionary<MessageDescriptor, bool> AboutOne = new();

    readonly HashSet<string> _subjects = [.. subjects];
    readonly HashSet<string> _ids = [.. subjects.Where(IsParticipant).Select(ResourceName.Id)];

    /// <summary>Leaves in a message what is the person's, or nobody's.</summary>
    /// <param name="message">The message, which is changed.</param>
    /// <param name="resource">The resource that it is, or whose it is.</param>
    /// <returns>The paths of the fields with a value that may be about anybody, and is left out.</returns>
    public SortedSet<string> Reduce(IMessage message, string resource)
    {
        SortedSet<string> unattributed = new(StringComparer.Ordinal);
        Reduce(message, resource, "", unattributed);
        return unattributed;
    }

    /// <summary>Whether a message names the person, however deep.</summary>
    public bool Names(IMessage message) => message.Descriptor.Fields.InDeclarationOrder().Any(field =>
        field.FieldType is FieldType.String ? Texts(field, message).Any(IsPerson)
            : Children(field, message).Any(Names));

    void Reduce(IMessage message, string whose, string prefix, SortedSet<string> unattributed)
    {
        var subject = Subject(message, whose);
        // An element of a list that names the person is about them, for example an Advocate of an enrolment.
        var own = _subjects.Contains(subject) || (prefix.Length > 0 && NamesDirectly(message));
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder()
            .Where(field => !MessageDiff.IsDefault(field, message)))
        {
            if (ContractField.Of(field).Personal || field.IsMap)
            {
                Judge(field, message, own, prefix, unattributed);
            }
            else if (field.FieldType is FieldType.String)
            {
                RemoveOthers(field, message);
            }
            else if (field.FieldType is FieldType.Message)
            {
                Enter(field, message, own ? _subjects.First() : subject, prefix, unattributed);
            }
        }
    }

    static void Judge(
        FieldDescriptor field, IMessage message, bool own, string prefix, SortedSet<string> unattributed)
    {
        if (!own)
        {
            unattributed.Add(prefix + field.Name);
            field.Accessor.Clear(message);
        }
    }

    void Enter(FieldDescriptor field, IMessage message, string whose, string prefix, SortedSet<string> unattributed)
    {
        if (field.IsRepeated && IsAboutOne(field.MessageType))
        {
            var items = (IList)field.Accessor.GetValue(message);
            foreach (var other in items.Cast<IMessage>().Where(item => !Names(item)).ToList())
            {
                items.Remove(other);
            }
        }

        foreach (var child in Children(field, message))
        {
            Reduce(child, whose, $"{prefix}{field.Name}.", unattributed);
        }
    }

    /// <summary>Takes out the names of other people.</summary>
    void RemoveOthers(FieldDescriptor field, IMessage message)
    {
        if (field.Accessor.GetValue(message) is not IList texts)
        {
            if (Texts(field, message).Any(IsOther))
            {
                field.Accessor.Clear(message);
            }

            return;
        }

        foreach (var other in texts.Cast<string>().Where(IsOther).ToList())
        {
            texts.Remove(other);
        }
    }

    /// <summary>Whose the personal fields of a message are; empty where it could say so and does not.</summary>
    string Subject(IMessage message, string whose)
    {
        List<string> said = [.. message.Descriptor.Fields.InDeclarationOrder()
            .Where(field => ContractField.Of(field).Rules is { Subject: true })
            .Select(field => (string)field.Accessor.GetValue(message))];
        return said.FirstOrDefault(
            name => name.Length > 0, said.Count == 0 || _subjects.Contains(whose) ? whose : "");
    }

    bool NamesDirectly(IMessage message) => message.Descriptor.Fields.InDeclarationOrder()
        .Any(field => field is { FieldType: FieldType.String, IsRepeated: false }
            && Texts(field, message).Any(IsPerson));

    /// <summary>Whether a text is a name of the person. Ids stay the same when people go to another hub.</summary>
    bool IsPerson(string text) => _subjects.Contains(text) || (IsParticipant(text) && _ids.Contains(text.Id()));

    bool IsOther(string text) => IsParticipant(text) && !_ids.Contains(text.Id());

    /// <summary>Whether a text is the name of a participant.</summary>
    public static bool IsParticipant(string name) => name.Split('/') is ["hubs", _, "participants", _];

    /// <summary>Whether an element of such a type names people, so that one that does not name the person is about
    /// somebody else.</summary>
    static bool IsAboutOne(MessageDescriptor type) => AboutOne.GetOrAdd(type, found => NamesPeople(found, []));

    static bool NamesPeople(MessageDescriptor type, HashSet<MessageDescriptor> seen) => seen.Add(type)
        && type.Fields.InDeclarationOrder().Any(field => ContractField.Of(field).Type == Participant
            || (field is { FieldType: FieldType.Message, IsMap: false } && NamesPeople(field.MessageType, seen)));

    static IEnumerable<string> Texts(FieldDescriptor field, IMessage message) =>
        field.Accessor.GetValue(message) switch
        {
            string text => [text],
            IEnumerable texts => texts.Cast<string>(),
            _ => [],
        };

    static IEnumerable<IMessage> Children(FieldDescriptor field, IMessage message) =>
        field is not { FieldType: FieldType.Message, IsMap: false } ? []
            : field.Accessor.GetValue(message) switch
            {
                IMessage one => [one],
                IList items => items.Cast<IMessage>(),
                _ => [],
            };
}
