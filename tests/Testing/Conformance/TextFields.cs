using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.Testing;

/// <summary>The text fields of requests, however deep, found by their descriptors.</summary>
static class TextFields
{
    const int Deepest = 4;

    /// <summary>The path of every text field of a message.</summary>
    public static IEnumerable<IReadOnlyList<FieldDescriptor>> Of(MessageDescriptor message) => Of(message, []);

    /// <summary>A request that has only this one text.</summary>
    /// <param name="message">The request.</param>
    /// <param name="path">The path of the field.</param>
    /// <param name="text">The text.</param>
    public static IMessage Request(MessageDescriptor message, IReadOnlyList<FieldDescriptor> path, string text)
    {
        var request = Empty(message);
        Set(request, path, text);
        return request;
    }

    /// <summary>Sets one text, and creates missing messages on the path to it.</summary>
    public static void Set(IMessage message, IReadOnlyList<FieldDescriptor> path, string text)
    {
        var field = path[0];
        object value = text;
        if (path.Count > 1)
        {
            var inner = field.IsRepeated ? null : (IMessage?)field.Accessor.GetValue(message);
            inner ??= Empty(field.MessageType);
            Set(inner, [.. path.Skip(1)], text);
            value = inner;
        }

        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }
    }

    static IEnumerable<IReadOnlyList<FieldDescriptor>> Of(
        MessageDescriptor message, IReadOnlyList<FieldDescriptor> before) =>
        message.Fields.InDeclarationOrder().Where(field => !field.IsMap).SelectMany(field => field switch
        {
            { FieldType: FieldType.String } => [[.. before, field]],
            { FieldType: FieldType.Message } when before.Count < Deepest && HasTexts(field.MessageType) =>
                Of(field.MessageType, [.. before, field]),
            _ => Enumerable.Empty<IReadOnlyList<FieldDescriptor>>(),
        });

    static bool HasTexts(MessageDescriptor message) =>
        message.File.Package.StartsWith("mastery.", StringComparison.Ordinal) || message == FieldMask.Descriptor;

    static IMessage Empty(MessageDescriptor message) => message.Parser.ParseFrom(ByteString.Empty);
}
