using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.Clients;

/// <summary>The <c>request_id</c> of requests, so that a repeated request takes effect once (AIP-155).</summary>
static class RequestIds
{
    /// <summary>The field of a type of requests; null where it has none.</summary>
    public static FieldDescriptor? FieldOf(MessageDescriptor type) =>
        type.FindFieldByName("request_id") is { FieldType: FieldType.String } field ? field : null;

    /// <summary>The request with a new id when it has none; the caller's own message is not changed.</summary>
    public static TRequest WithId<TRequest>(TRequest request) where TRequest : class
    {
        if (request is not (IMessage message and IDeepCloneable<TRequest> cloneable)
            || FieldOf(message.Descriptor) is not { } field
            || field.Accessor.GetValue(message) is not "")
        {
            return request;
        }

        var stamped = cloneable.Clone();
        field.Accessor.SetValue((IMessage)stamped, Guid.NewGuid().ToString());
        return stamped;
    }
}
