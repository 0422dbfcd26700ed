using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.Testing;

/// <summary>Messages that are read and written by their descriptors.</summary>
public static class Messages
{
    /// <summary>A message with nothing set.</summary>
    public static IMessage Empty(MessageDescriptor type) => type.Parser.ParseFrom(ByteString.Empty);

    /// <summary>A copy.</summary>
    public static IMessage Copy(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());

    /// <summary>A copy in which every text has <paramref name="old"/> replaced.</summary>
    public static IMessage Replaced(IMessage message, string old, string by) => JsonParser.Default.Parse(
        JsonFormatter.Default.Format(message).Replace(old, by, StringComparison.Ordinal), message.Descriptor);

    /// <summary>The text in a field.</summary>
    public static string Text(IMessage message, string field) =>
        (string)message.Descriptor.FindFieldByName(field).Accessor.GetValue(message);

    /// <summary>Sets a field, or adds to it where it is repeated; messages on the way to it are made.</summary>
    /// <param name="message">The message to change.</param>
    /// <param name="path">The way to the field, for example <c>plan.name</c>.</param>
    /// <param name="value">The value.</param>
    public static void Set(IMessage message, string path, object value)
    {
        var (head, rest) = path.Split('.', 2) is [var first, var more] ? (first, more) : (path, "");
        var field = message.Descriptor.FindFieldByName(head)
            ?? throw new InvalidOperationException($"{message.Descriptor.FullName} has no field `{head}`.");
        if (rest.Length > 0)
        {
            Set(Inner(message, field), rest, value);
        }
        else
        {
            Set(message, field, value);
        }
    }

    /// <summary>Sets a field, or adds to it where it is repeated.</summary>
    public static void Set(IMessage message, FieldDescriptor field, object value)
    {
        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }
    }

    /// <summary>The message in a field, the first of several; made where there is none.</summary>
    static IMessage Inner(IMessage message, FieldDescriptor field)
    {
        var value = field.Accessor.GetValue(message);
        if ((value is IList list ? list.Count > 0 ? list[0] : null : value) is IMessage inner)
        {
            return inner;
        }

        inner = Empty(field.MessageType);
        Set(message, field, inner);
        return inner;
    }
}
