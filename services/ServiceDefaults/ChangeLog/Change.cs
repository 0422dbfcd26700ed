using Google.Protobuf;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>What happened to a resource.</summary>
public enum ChangeKind
{
    /// <summary>It was created.</summary>
    Created,

    /// <summary>Fields of it changed.</summary>
    Updated,

    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>It became part of another.</summary>
    Merged,

    /// <summary>It now belongs to another parent.</summary>
    Moved,
}

/// <summary>One change of the transaction at hand, and the hub whose it is.</summary>
sealed record Change(string Hub, string Resource, ChangeKind Kind, IMessage? Before, IMessage? After)
{
    public string Type => ResourceTypes.Of((After ?? Before)!.Descriptor);
}
