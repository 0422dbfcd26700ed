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
}
