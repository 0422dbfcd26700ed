using Google.Protobuf;
using Grpc.Core;

namespace Mastery.ServiceDefaults;

/// <summary>A stream of answers from which is withheld what the caller may not see. Who was answered what needs a scope
/// of its own is entered before each message leaves: a stream sends many rows in one.</summary>
sealed class WithholdingWriter<T>(IServerStreamWriter<T> stream, ServerCallContext context) : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => stream.WriteOptions;
        set => stream.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        await SensitiveReads.AnswerAsync(context, (IMessage)(object)message!);
        await stream.WriteAsync(message, cancellationToken);
    }
}
