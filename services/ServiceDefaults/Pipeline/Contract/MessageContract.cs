using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>The rules of one message type, compiled once: what its annotations ask of each field.</summary>
sealed class MessageContract
{
    static readonly ConcurrentDictionary<MessageDescriptor, MessageContract> Known = new();

    readonly FieldContract[] _fields;
    readonly Func<IMessage, string?>? _wellKnown;

    MessageContract(MessageDescriptor message)
    {
        _wellKnown = WellKnownRules.Of(message);
        _fields = _wellKnown is null ? [.. message.Fields.InDeclarationOrder()
            .Select(field => new FieldContract(field))] : [];
    }

    public static MessageContract Of(MessageDescriptor message) =>
        Known.GetOrAdd(message, Compile);

    static MessageContract Compile(MessageDescriptor message)
    {
        // Its names are checked by the patterns of their types.
        ResourceTypes.Add(message.ClrType.Assembly);
        return new MessageContract(message);
    }

    /// <summary>Clears what only the service may set and notes every violation in <paramref name="check"/>.</summary>
    public void Check(IMessage message, string path, ContractCheck check)
    {
        if (_wellKnown?.Invoke(message) is { } description)
        {
            check.Violate(path, description);
        }

        foreach (var field in _fields)
        {
            field.Check(message, path, check);
        }
    }
}
