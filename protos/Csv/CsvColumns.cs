using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.Csv;

/// <summary>The columns of a message as a row of CSV, from its descriptor.</summary>
/// <remarks>
/// A column is named as JSON names the field, with the path before it for a field of a message inside
/// (<c>specialist.cohort</c>). Several values are joined by <c>; </c>. Of several messages each field is a column, and
/// the values in it keep their places: the second of <c>posts.department</c> belongs to the second of
/// <c>posts.jobTitle</c>. Lists inside those, and maps, are JSON. What is not set and an enum's first value are empty.
/// </remarks>
public sealed class CsvColumns
{
    const string Separator = "; ";

    static readonly ConcurrentDictionary<MessageDescriptor, CsvColumns> Known = new();

    readonly List<FieldDescriptor[]> _paths = [];

    CsvColumns(MessageDescriptor row)
    {
        Add(row, []);
        Names = [.. _paths.Select(path => string.Join('.', path.Select(field => field.JsonName)))];
    }

    /// <summary>The header.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The columns of a type.</summary>
    public static CsvColumns Of(MessageDescriptor row) => Known.GetOrAdd(row, type => new(type));

    /// <summary>The cells of a row, in the order of <see cref="Names"/>.</summary>
    public string[] Cells(IMessage row) => [.. _paths.Select(path => Text(row, path))];

    void Add(MessageDescriptor message, FieldDescriptor[] path)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            if (IsOneCell(field, path))
            {
                _paths.Add([.. path, field]);
            }
            else
            {
                Add(field.MessageType, [.. path, field]);
            }
        }
    }

    static bool IsOneCell(FieldDescriptor field, FieldDescriptor[] path) =>
        field is not { FieldType: FieldType.Message, IsMap: false }
            || field.MessageType.File.Package == "google.protobuf"
            || (field.IsRepeated && path.Any(outer => outer.IsRepeated))
            || path.Any(outer => outer.ContainingType == field.MessageType)
            || field.ContainingType == field.MessageType;

    static string Text(IMessage message, ReadOnlySpan<FieldDescriptor> path)
    {
        var field = path[0];
        var rest = path[1..];
        if (field.HasPresence && !field.Accessor.HasValue(message))
        {
            return "";
        }

        var value = field.Accessor.GetValue(message);
        return rest.IsEmpty ? CsvText.Of(field, value)
            : field.IsRepeated ? Joined((IList)value, rest)
            : Text((IMessage)value, rest);
    }

    static string Joined(IList messages, ReadOnlySpan<FieldDescriptor> rest)
    {
        var texts = new string[messages.Count];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = Text((IMessage)messages[index]!, rest);
        }

        return Array.TrueForAll(texts, text => text.Length == 0) ? "" : string.Join(Separator, texts);
    }
}
