using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Validation.V1;

namespace Mastery.ServiceDefaults;

/// <summary>The fields of a message type, however deep, that the contract marks as personal: takes their values out
/// of a message and puts them back.</summary>
/// <remarks>What is taken out has the shape of the message, with nothing but the personal values: repeated messages
/// keep their positions. A map whose values hold a personal field is personal as a whole.</remarks>
sealed class PersonalFields
{
    static readonly ConcurrentDictionary<MessageDescriptor, PersonalFields> Known = new();

    readonly List<FieldDescriptor> _personal = [];
    readonly List<(FieldDescriptor Field, PersonalFields Inside)> _nested = [];
    readonly FieldDescriptor[] _subjects;

    PersonalFields(MessageDescriptor message) =>
        _subjects = [.. message.Fields.InDeclarationOrder().Where(field => Rules(field) is { Subject: true })];

    /// <summary>Whether the type has no personal field: then there is nothing to do per message.</summary>
    public bool None => _personal.Count == 0 && _nested.Count == 0;

    public static PersonalFields Of(MessageDescriptor message) =>
        Known.GetOrAdd(message, descriptor => Compile(descriptor, []));

    /// <summary>Takes the personal values out of a message.</summary>
    /// <param name="message">The message; it is left without them.</param>
    /// <param name="resource">The resource that the values are found by where no field names another.</param>
    /// <returns>The values, by the name of the resource that they are found by.</returns>
    public SortedDictionary<string, IMessage> Extract(IMessage message, string resource)
    {
        SortedDictionary<string, IMessage> parts = new(StringComparer.Ordinal);
        Extract(message, resource, subject => parts.TryGetValue(subject, out var part)
            ? part
            : parts[subject] = MessageDiff.New(message.Descriptor));
        return parts;
    }

    /// <summary>Clears the personal values of a message.</summary>
    public void Clear(IMessage message)
    {
        foreach (var field in _personal)
        {
            field.Accessor.Clear(message);
        }

        foreach (var (field, inside) in _nested)
        {
            foreach (var child in Children(field, message))
            {
                inside.Clear(child);
            }
        }
    }

    /// <summary>Puts values back that were taken out of such a message.</summary>
    public void Restore(IMessage message, IMessage part)
    {
        foreach (var field in _personal.Where(field => !MessageDiff.IsDefault(field, part)))
        {
            MessageDiff.Set(field, part, message);
        }

        foreach (var (field, inside) in _nested)
        {
            foreach (var (child, values) in Children(field, message).Zip(Children(field, part)))
            {
                inside.Restore(child, values);
            }
        }
    }

    void Extract(IMessage message, string subject, Func<string, IMessage> part)
    {
        var found = _subjects.Select(field => (string)field.Accessor.GetValue(message))
            .FirstOrDefault(named => named.Length > 0, subject);
        foreach (var field in _personal.Where(field => !MessageDiff.IsDefault(field, message)))
        {
            MessageDiff.Set(field, message, part(found));
            field.Accessor.Clear(message);
        }

        foreach (var (field, inside) in _nested)
        {
            var position = 0;
            foreach (var child in Children(field, message))
            {
                var index = position++;
                inside.Extract(child, found, name => Child(field, part(name), index));
            }
        }
    }

    /// <summary>The message at the same place of a part, made where it is missing.</summary>
    static IMessage Child(FieldDescriptor field, IMessage part, int index)
    {
        if (!field.IsRepeated)
        {
            if (field.Accessor.GetValue(part) is null)
            {
                field.Accessor.SetValue(part, MessageDiff.New(field.MessageType));
            }

            return (IMessage)field.Accessor.GetValue(part);
        }

        var items = (IList)field.Accessor.GetValue(part);
        while (items.Count <= index)
        {
            items.Add(MessageDiff.New(field.MessageType));
        }

        return (IMessage)items[index]!;
    }

    static IEnumerable<IMessage> Children(FieldDescriptor field, IMessage message) =>
        field.Accessor.GetValue(message) switch
        {
            IMessage one => [one],
            IList items => items.Cast<IMessage>(),
            _ => [],
        };

    static PersonalFields Compile(MessageDescriptor message, Dictionary<MessageDescriptor, PersonalFields> done)
    {
        if (done.TryGetValue(message, out var known))
        {
            return known;
        }

        var fields = done[message] = new PersonalFields(message);
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            if (Rules(field) is { Personal: true } || (field.IsMap && HasPersonal(field, [])))
            {
                fields._personal.Add(field);
            }
            else if (HasPersonal(field, []))
            {
                fields._nested.Add((field, Compile(field.MessageType, done)));
            }
        }

        return fields;
    }

    static bool HasPersonal(FieldDescriptor field, HashSet<MessageDescriptor> seen) =>
        field.FieldType is FieldType.Message && seen.Add(field.MessageType)
            && field.MessageType.Fields.InDeclarationOrder()
                .Any(inner => Rules(inner) is { Personal: true } || HasPersonal(inner, seen));

    static Rules? Rules(FieldDescriptor field) => field.GetOptions()?.GetExtension(ValidationExtensions.Rules);
}
