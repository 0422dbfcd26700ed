using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>Compares and copies fields of two messages of one type.</summary>
static class MessageDiff
{
    /// <summary>The paths in which two states of a resource differ, apart from those that every write changes. A side
    /// that is null stands for a resource that is not there.</summary>
    public static List<string> Paths(IMessage? before, IMessage? after)
    {
        List<string> paths = [];
        Collect(before, after, (before ?? after)!.Descriptor, "", paths);
        return paths;
    }

    public static bool Same(FieldDescriptor field, IMessage one, IMessage other) =>
        Presence(field, one) == Presence(field, other)
            && Equals(field.Accessor.GetValue(one), field.Accessor.GetValue(other));

    /// <summary>Whether the field is unset, or has the zero of its type where presence is not tracked.</summary>
    public static bool IsDefault(FieldDescriptor field, IMessage message) => field.HasPresence
        ? !field.Accessor.HasValue(message)
        : field.Accessor.GetValue(message) switch
        {
            string text => text.Length == 0,
            ByteString bytes => bytes.Length == 0,
            ICollection items => items.Count == 0,
            bool flag => !flag,
            Enum choice => Convert.ToInt32(choice, null) == 0,
            IConvertible number => number.ToDouble(null) == 0,
            _ => false,
        };

    /// <summary>Makes the field of <paramref name="to"/> what it is in <paramref name="from"/>.</summary>
    public static void Set(FieldDescriptor field, IMessage from, IMessage to)
    {
        switch (field.Accessor.GetValue(from))
        {
            case IDictionary map:
                var target = (IDictionary)field.Accessor.GetValue(to);
                target.Clear();
                foreach (DictionaryEntry entry in map)
                {
                    target[entry.Key] = entry.Value;
                }

                break;
            case IList items when field.IsRepeated:
                var list = (IList)field.Accessor.GetValue(to);
                list.Clear();
                foreach (var item in items)
                {
                    list.Add(item);
                }

                break;
            case null:
                field.Accessor.Clear(to);
                break;
            default:
                SetSingle(field, from, to);
                break;
        }
    }

    public static IMessage New(MessageDescriptor type) => type.Parser.ParseFrom(ByteString.Empty);

    public static IMessage Clone(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteString());

    static void SetSingle(FieldDescriptor field, IMessage from, IMessage to)
    {
        if (field.HasPresence && !field.Accessor.HasValue(from))
        {
            field.Accessor.Clear(to);
        }
        else
        {
            field.Accessor.SetValue(to, field.Accessor.GetValue(from));
        }
    }

    static bool Presence(FieldDescriptor field, IMessage message) => !field.HasPresence
        || field.Accessor.HasValue(message);

    static void Collect(IMessage? before, IMessage? after, MessageDescriptor type, string prefix, List<string> paths)
    {
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (prefix.Length == 0 && field.Name is "etag" or "update_time")
            {
                continue;
            }

            var (one, other) = (before is null ? null : field.Accessor.GetValue(before), after is null ? null
                : field.Accessor.GetValue(after));
            if (one is IMessage && other is IMessage && field.MessageType.File.Package != "google.protobuf")
            {
                Collect((IMessage)one, (IMessage)other, field.MessageType, $"{prefix}{field.Name}.", paths);
            }
            else if (before is null || after is null ? !IsDefault(field, (before ?? after)!)
                : !Same(field, before, after))
            {
                paths.Add(prefix + field.Name);
            }
        }
    }
}
