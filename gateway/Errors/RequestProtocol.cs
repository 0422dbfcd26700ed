using Mastery.Contracts;
using Microsoft.Net.Http.Headers;

namespace Mastery.Gateway.Errors;

/// <summary>The protocol of a request; its errors use the same protocol.</summary>
static class RequestProtocol
{
    const string Grpc = "application/grpc";
    const string GrpcWeb = "application/grpc-web";

    /// <summary>gRPC or gRPC-Web.</summary>
    public static bool IsGrpc(this HttpRequest request) =>
        request.ContentType is { } type && type.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase);

    /// <summary>gRPC-Web, which needs no HTTP/2.</summary>
    public static bool IsGrpcWeb(this HttpRequest request) =>
        request.ContentType is { } type && type.StartsWith(GrpcWeb, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the body is lines of JSON, each a record of a stream.</summary>
    public static bool HasJsonLines(this HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var media)
        && JsonLines.Is(media.MediaType.Value);

    /// <summary>Whether the deadline of a gRPC call is over when it arrives: a timeout of zero, which grpc-dotnet would
    /// ignore.</summary>
    public static bool IsOver(this HttpRequest request) => request.Headers["grpc-timeout"] is [{ Length: > 1 } timeout]
        && timeout.AsSpan(0, timeout.Length - 1).Trim('0').IsEmpty;
}
