using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>A stream of requests whose messages are checked as they arrive, and whose first can be looked at before the
/// method runs.</summary>
sealed class CheckedReader<T>(IAsyncStreamReader<T> stream, Action<T> check) : IAsyncStreamReader<T>
{
    bool? _peeked;

    public T Current => stream.Current;

    /// <summary>Reads the first message; it is delivered again by the first <see cref="MoveNext"/>.</summary>
    public async Task<bool> PeekAsync(CancellationToken cancellation) => _peeked ??= await ReadAsync(cancellation);

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_peeked is { } first)
        {
            _peeked = null;
            return first;
        }

        return await ReadAsync(cancellationToken);
    }

    async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await stream.MoveNext(cancellation))
            {
                return false;
            }
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException
            or RpcException { StatusCode: StatusCode.Internal or StatusCode.Unknown })
        {
            throw ApiError.Malformed("A message of the stream could not be read.");
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // Kestrel tells of a reset stream by this before it cancels the call.
            throw ApiError.Cancelled();
        }

        check(stream.Current);
        return true;
    }
}
