using Google.Protobuf;
using Grpc.Core;

namespace Mastery.ServiceDefaults;

/// <summary>A stream of answers from which is cleared what the caller may not see.</summary>
sealed class ClearingWriter<T>(IServerStreamWriter<T> stream, FieldScopes fields, IReadOnlySet<string> scopes)
    : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => stream.WriteOptions;
        set => stream.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        fields.Clear((IMessage)(object)message!, scopes);
        return stream.WriteAsync(message, cancellationToken);
    }
}
