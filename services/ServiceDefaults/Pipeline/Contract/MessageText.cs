using System.Collections;
using System.Collections.Concurrent;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Validation.V1;

namespace Mastery.ServiceDefaults;

/// <summary>The free text of a message type, found once: everything but names, tokens and expressions, which mean what
/// they are letter by letter.</summary>
sealed class MessageText
{
    const uint LongestLine = 300;

    static readonly ConcurrentDictionary<MessageDescriptor, MessageText> Known = new();

    readonly (FieldDescriptor Field, bool OneLine)[] _texts;
    readonly FieldDescriptor[] _messages;

    MessageText(MessageDescriptor message)
    {
        var fields = message.Fields.InDeclarationOrder().Where(field => !field.IsMap);
        _texts = [.. fields.Where(IsFreeText).Select(field => (field, IsOneLine(field)))];
        _messages = [.. fields.Where(field =>
            field.FieldType == FieldType.Message && !Masks.IsValueType(field.MessageType))];
    }

    /// <summary>Brings all free text of the message, and of those in it, into its form.</summary>
    public static void Normalise(IMessage message) =>
        Known.GetOrAdd(message.Descriptor, descriptor => new MessageText(descriptor)).Run(message);

    void Run(IMessage message)
    {
        foreach (var (field, oneLine) in _texts)
        {
            Normalise(message, field, oneLine);
        }

        foreach (var field in _messages)
        {
            NormaliseParts(field.Accessor.GetValue(message));
        }
    }

    static void NormaliseParts(object? value)
    {
        if (value is IMessage part)
        {
            Normalise(part);
        }
        else if (value is IEnumerable parts)
        {
            foreach (var one in parts)
            {
                Normalise((IMessage)one);
            }
        }
    }

    // An import has millions of values, nearly all of them in their form: each is read once.
    static void Normalise(IMessage message, FieldDescriptor field, bool oneLine)
    {
        var value = field.Accessor.GetValue(message);
        if (value is string { Length: > 0 } text)
        {
            var normalised = TextForm.Normalise(text, oneLine);
            if (!ReferenceEquals(normalised, text))
            {
                field.Accessor.SetValue(message, normalised);
            }
        }
        else if (value is IList<string> texts)
        {
            for (var index = 0; index < texts.Count; index++)
            {
                texts[index] = TextForm.Normalise(texts[index], oneLine);
            }
        }
    }

    static bool IsFreeText(FieldDescriptor field)
    {
        var options = field.GetOptions();
        return field.FieldType == FieldType.String
            && field.Name is not ("name" or "parent" or "etag" or "page_token" or "filter" or "order_by")
            && options?.GetExtension(ResourceExtensions.ResourceReference) is null
            && options?.GetExtension(FieldInfoExtensions.FieldInfo) is null
            && options?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?
                .Contains(FieldBehavior.Identifier) is not true;
    }

    /// <summary>Whether a text is short or has a pattern: then it is a line of a form or a cell of a table.</summary>
    static bool IsOneLine(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(ValidationExtensions.Rules) is { } rules
            && (rules.Pattern.Length > 0 || rules.MaxLength is > 0 and <= LongestLine);
}
