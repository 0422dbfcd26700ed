using System.Buffers;
using System.Collections;
using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>Takes the names and addresses of other people out of what texts say of a person: a letter names the other
/// Advocates too. Or those of somebody who is erased.</summary>
sealed class OtherPeople
{
    readonly string _replacement;
    readonly HashSet<string> _phrases;
    readonly int[] _lengths;
    readonly SearchValues<string> _search;

    /// <param name="others">Everybody else whom the hub knows.</param>
    /// <param name="own">The person's own records: what they share with others stays.</param>
    /// <param name="replacement">What stands there instead.</param>
    public OtherPeople(IEnumerable<KnownPerson> others, IEnumerable<KnownPerson> own,
        string replacement = "[another person]")
    {
        _replacement = replacement;
        _phrases = Written(others);
        _phrases.ExceptWith(Written(own));
        _lengths = [.. _phrases.Select(phrase => phrase.Length).Distinct().OrderDescending()];
        _search = SearchValues.Create([.. _phrases], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What is taken out, as plain text and as HTML have it.</summary>
    public IReadOnlyCollection<string> Phrases => _phrases;

    /// <summary>Takes them out of all that is answered but the person's own record.</summary>
    public void LeaveOut(V1.ExportParticipantDataResponse answer)
    {
        foreach (var record in answer.Records.Where(record => record.ResourceType != Participant.Type))
        {
            LeaveOut(record.Data);
        }

        foreach (var change in answer.Changes.Where(change => change.ResourceType != Participant.Type))
        {
            LeaveOut(change.Before);
            LeaveOut(change.After);
        }
    }

    /// <summary>A text without them.</summary>
    public string LeaveOut(string text)
    {
        var rest = text.AsSpan();
        if (rest.IndexOfAny(_search) < 0)
        {
            return text;
        }

        var written = new StringBuilder();
        while (rest.IndexOfAny(_search) is >= 0 and var at)
        {
            var length = LengthAt(text, text.Length - rest.Length + at);
            written.Append(rest[..at]).Append(length > 0 ? _replacement : rest.Slice(at, 1));
            rest = rest[(at + Math.Max(length, 1))..];
        }

        return written.Append(rest).ToString();
    }

    /// <summary>Takes them out of the personal fields of a message, however deep.</summary>
    public T LeaveOut<T>(T message) where T : class, IMessage
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => !field.IsMap))
        {
            switch (field.Accessor.GetValue(message))
            {
                case string text when ContractField.Of(field).Personal:
                    field.Accessor.SetValue(message, LeaveOut(text));
                    break;
                case IMessage inner:
                    LeaveOut(inner);
                    break;
                case IEnumerable items when field.FieldType is FieldType.Message:
                    items.Cast<IMessage>().ToList().ForEach(item => LeaveOut(item));
                    break;
            }
        }

        return message;
    }

    /// <summary>The length of the longest phrase that begins there; 0 for none.</summary>
    int LengthAt(string text, int at)
    {
        var phrases = _phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _lengths)
        {
            if (at + length <= text.Length && phrases.Contains(text.AsSpan(at, length)) && IsWhole(text, at, length))
            {
                return length;
            }
        }

        return 0;
    }

    void LeaveOut(Struct? data)
    {
        foreach (var value in data?.Fields.Values ?? [])
        {
            LeaveOut(value);
        }
    }

    void LeaveOut(Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.StringValue:
                value.StringValue = LeaveOut(value.StringValue);
                break;
            case Value.KindOneofCase.StructValue:
                LeaveOut(value.StructValue);
                break;
            case Value.KindOneofCase.ListValue:
                value.ListValue.Values.ToList().ForEach(LeaveOut);
                break;
        }
    }

    /// <summary>Whether what is found is no part of a longer word: Ann Lee is not in Joann Leeds.</summary>
    static bool IsWhole(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
        && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));

    /// <summary>As plain text and as HTML have them.</summary>
    static HashSet<string> Written(IEnumerable<KnownPerson> people) => people.SelectMany(person => person.Phrases())
        .SelectMany(phrase => new[] { phrase, WebUtility.HtmlEncode(phrase) })
        .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
