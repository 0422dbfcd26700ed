using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.Testing;

/// <summary>The text fields of requests, however deep, found by their descriptors.</summary>
static class TextFields
{
    const int Deepest = 4;

    /// <summary>The path of every text field of a message.</summary>
    public static IEnumerable<IReadOnlyList<FieldDescriptor>> Of(MessageDescriptor message) => Of(message, []);

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
}
