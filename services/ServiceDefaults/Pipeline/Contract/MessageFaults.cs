using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>What the contract says is wrong with a message that a method judges itself
/// (<c>judged_by_method</c>).</summary>
public static class MessageFaults
{
    /// <summary>The faults, by the paths of the message's fields; none repeats a value.</summary>
    public static IReadOnlyList<(string Field, string Description)> Of(IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ContractCheck.OfStored(message, "");
    }
}
