using System.Collections;

namespace Mastery.ServiceDefaults;

/// <summary>Adds the client and the hub of a call to each of its log entries. They are read when an entry is written:
/// the hub is known only once the request was read.</summary>
sealed class CallLogScope(CallScope call) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("Client", call.Actor),
        1 => new("Hub", call.Hub),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"client {call.Actor}, hub {call.Hub}";
}
