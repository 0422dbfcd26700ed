using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.Clients;

/// <summary>The <c>request_id</c> of requests of one type, so that a repeated request takes effect once
/// (AIP-155).</summary>
static class RequestIds<TRequest> where TRequest : class
{
    static readonly FieldDescriptor? Field =
        Descriptor()?.FindFieldByName("request_id") is { FieldType: FieldType.String } field ? field : null;

    /// <summary>Whether requests of this type have a <c>request_id</c>.</summary>
    public static bool IsSupported => Field is not null;

    /// <summary>The request with a new id when it has none; the caller's own message is not changed.</summary>
    public static TRequest WithId(TRequest request)
    {
        if (Field is null
            || request is not IDeepCloneable<TRequest> cloneable
            || Field.Accessor.GetValue((IMessage)request) is not "")
        {
            return request;
        }

        var stamped = cloneable.Clone();
        Field.Accessor.SetValue((IMessage)stamped, Guid.NewGuid().ToString());
        return stamped;
    }

    static MessageDescriptor? Descriptor() =>
        typeof(IMessage).IsAssignableFrom(typeof(TRequest))
            ? ((IMessage)Activator.CreateInstance<TRequest>()).Descriptor
            : null;
}
