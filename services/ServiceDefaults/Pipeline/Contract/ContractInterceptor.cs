using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Primitives;

namespace Mastery.ServiceDefaults;

/// <summary>Holds every request to what its annotations promise, so that no method has to look again.</summary>
sealed class ContractInterceptor : Interceptor
{
    const string IdempotencyKey = "Idempotency-Key";
    const int UuidLength = 36;

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request,
        ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(context, (IMessage)request);
        var response = await continuation(request, context);
        if (context.Call().PageTokenAfter is { } tokenAfter)
        {
            PageLimit.Apply((IMessage)response, tokenAfter);
        }

        return response;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context, (IMessage)request);
        return continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await CheckedAsync(requestStream, context), context);

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await CheckedAsync(requestStream, context), responseStream, context);

    /// <summary>Each message is checked as it arrives; only the first must carry what the whole stream is
    /// about.</summary>
    static async Task<IAsyncStreamReader<T>> CheckedAsync<T>(IAsyncStreamReader<T> stream, ServerCallContext context)
    {
        var reader = new CheckedReader<T>(stream, message => Check(context, (IMessage)(object)message!));
        await reader.PeekAsync(context.CancellationToken);
        return reader;
    }

    static void Check(ServerCallContext context, IMessage request)
    {
        var call = context.Call();
        if (call.Contract is not { } contract)
        {
            return;
        }

        // Before anything reads the message: the check, the digest of its request id and the method see the same text.
        MessageText.Normalise(request);
        if (contract.RequestId is not null && call.RequestId is null)
        {
            call.RequestId = TakeRequestId(context, contract, request);
        }

        if (contract.UpdateMask?.Accessor.GetValue(request) is FieldMask mask)
        {
            Masks.Normalise(mask);
        }

        ContractCheck.Run(contract, call, request);
    }

    /// <summary>The request id of the message, or the header that REST callers know it by, in lower case.</summary>
    static string? TakeRequestId(ServerCallContext context, MethodContract contract, IMessage request)
    {
        var named = Canonical(contract.RequestIdOf(request));
        var header = context.GetHttpContext().Request.Headers[IdempotencyKey];
        if (!StringValues.IsNullOrEmpty(header))
        {
            var key = Canonical(Unquoted(header.ToString()));
            named = named.Length == 0 || named == key ? key
                : throw ApiError.Invalid("request_id", $"differs from the {IdempotencyKey} header");
        }

        contract.RequestId!.Accessor.SetValue(request, named);
        return named.Length == 0 ? null : named;
    }

    /// <summary>A header whose value is a string of structured fields (RFC 9651) has it in quotation marks.</summary>
    static string Unquoted(string header) => header is ['"', .. var inner, '"'] ? inner : header;

    /// <summary>A UUID in lower case; what is none is left to the contract's check.</summary>
    static string Canonical(string id) =>
        id.Length == UuidLength && Guid.TryParseExact(id, "D", out var uuid) ? uuid.ToString() : id;
}
