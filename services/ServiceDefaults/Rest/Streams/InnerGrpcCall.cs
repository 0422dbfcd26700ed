using System.IO.Pipelines;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Makes a request the gRPC call of a client-streaming method while the method runs, as gRPC-Web does: the
/// whole pipeline then meets it like any other call.</summary>
sealed class InnerGrpcCall(HttpContext context, string path)
{
    const string Http2 = "HTTP/2";
    const string ContentType = "application/grpc";
    const string Status = "grpc-status";

    /// <summary>Runs the method on the messages that are written to the pipe.</summary>
    /// <param name="write">Writes the frames of the stream; what it throws is thrown to the reader of the
    /// stream.</param>
    /// <returns>The bytes of the answer; null where the method has failed.</returns>
    public async Task<byte[]?> RunAsync(Func<PipeWriter, CancellationToken, Task> write)
    {
        var (features, request) = (context.Features, context.Request);
        var before = (request.Protocol, request.Path, request.ContentType);
        var (body, trailers) = (features.Get<IHttpResponseBodyFeature>(), features.Get<IHttpResponseTrailersFeature>());
        var pipe = new Pipe();
        using var answer = new MemoryStream();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        (request.Protocol, request.Path, request.ContentType) = (Http2, path, ContentType);
        features.Set<IRequestBodyPipeFeature>(new RequestStream(pipe.Reader));
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        features.Set<IHttpResponseTrailersFeature>(new ResponseTrailers());
        var writing = WriteAsync(pipe.Writer, write, stop.Token);
        try
        {
            await Endpoint().RequestDelegate!(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            return TakeStatus(features) == StatusCode.OK ? GrpcFrame.Read(answer.ToArray()) : null;
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await stop.CancelAsync();
            await writing;
            (request.Protocol, request.Path, request.ContentType) = before;
            features.Set<IRequestBodyPipeFeature>(null);
            features.Set(body);
            features.Set(trailers);
        }
    }

    static async Task WriteAsync(
        PipeWriter stream, Func<PipeWriter, CancellationToken, Task> write, CancellationToken cancellation)
    {
        try
        {
            await write(stream, cancellation);
            await stream.CompleteAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await stream.CompleteAsync(exception);
        }
    }

    Endpoint Endpoint() => context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.First(
        endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName == path);

    /// <summary>The status of the call, which is in the headers where nothing was sent, and takes it and all else of
    /// gRPC out of the response.</summary>
    StatusCode TakeStatus(IFeatureCollection features)
    {
        var headers = context.Response.Headers;
        var trailers = features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        var status = trailers.TryGetValue(Status, out var sent) ? sent : headers[Status];
        var ofGrpc = headers.Keys.Where(name => name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase)).ToList();
        ofGrpc.ForEach(name => headers.Remove(name));

        return Enum.TryParse<StatusCode>(status, out var code) ? code : StatusCode.Unknown;
    }

    sealed record RequestStream(PipeReader Reader) : IRequestBodyPipeFeature;

    sealed class ResponseTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
