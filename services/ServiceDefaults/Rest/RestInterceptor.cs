using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Mastery.ServiceDefaults;

/// <summary>Gives REST callers in headers what the contract says in fields: <c>If-Match</c> is the etag of the request,
/// <c>ETag</c> that of the answer, <c>Location</c> the name of what was created.</summary>
sealed class RestInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request,
        ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        context.Call() is { Rest: { } rest, Contract: { } contract }
            ? AnswerAsync(request, context, rest, contract, continuation)
            : continuation(request, context);

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var response = await continuation(requestStream, context);
        if (context.Call() is { Rest: { } rest, Contract: { } contract })
        {
            Describe(context.GetHttpContext(), rest, contract, (IMessage)response);
        }

        return response;
    }

    static async Task<TResponse> AnswerAsync<TRequest, TResponse>(TRequest request, ServerCallContext context,
        RestCall rest, MethodContract contract, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class where TResponse : class
    {
        var http = context.GetHttpContext();
        TakeIfMatch(http.Request, contract, (IMessage)request);
        var response = await continuation(request, context);
        if (rest.Csv is not null)
        {
            rest.CsvPage = (IMessage)response;
        }

        if (!contract.IsValidateOnly((IMessage)request))
        {
            Describe(http, rest, contract, (IMessage)response);
        }

        return response;
    }

    /// <summary>Makes <c>If-Match</c> the etag of the request, which the method checks.</summary>
    static void TakeIfMatch(HttpRequest http, MethodContract contract, IMessage request)
    {
        var isConditionalRead = contract.ReadOnly || (contract.Creates && http.Headers.IfNoneMatch == "*");
        if (!isConditionalRead && !StringValues.IsNullOrEmpty(http.Headers.IfNoneMatch))
        {
            throw ApiError.Malformed("If-None-Match is for reads: send the etag of what you change as If-Match.");
        }

        if (contract.ReadOnly || EntityTags.Of(http.Headers.IfMatch) is not { } tags)
        {
            return;
        }

        var message = request.Descriptor.FindFieldByName("etag") is not null ? request
            : contract.Resource?.Accessor.GetValue(request) as IMessage;
        if (contract.Creates || message?.Descriptor.FindFieldByName("etag") is not { } field)
        {
            throw ApiError.Malformed("If-Match is not taken here: this method changes no version of a resource.");
        }

        if (tags.Any)
        {
            return;
        }

        var sent = (string)field.Accessor.GetValue(message);
        if (tags.Tags.Count > 1 || (sent.Length > 0 && sent != tags.Tags[0]))
        {
            throw ApiError.Malformed("If-Match takes one etag, and the same as the request's own if it has one.");
        }

        field.Accessor.SetValue(message, tags.Tags[0]);
    }

    static void Describe(HttpContext http, RestCall rest, MethodContract contract, IMessage response)
    {
        if (contract.Creates && Text(response, "name") is { Length: > 0 } created)
        {
            var version = http.Request.Path.Value!.Split('/')[1];
            rest.Location = $"/{version}/{created}";
        }

        if (Text(response, "etag") is not { Length: > 0 } etag)
        {
            return;
        }

        http.Response.Headers.ETag = $"\"{etag}\"";
        if (contract.ReadOnly)
        {
            if (EntityTags.Of(http.Request.Headers.IfMatch)?.Match(etag) is false)
            {
                throw ApiError.Conflict(ContractName(response), Text(response, "name") ?? "");
            }

            rest.NotModified = EntityTags.Of(http.Request.Headers.IfNoneMatch)?.Match(etag) ?? false;
        }
    }

    static string ContractName(IMessage resource) =>
        Contracts.ContractResource.Of(resource.Descriptor)?.Type ?? resource.Descriptor.FullName;

    static string? Text(IMessage message, string field) =>
        message.Descriptor.FindFieldByName(field) is { FieldType: FieldType.String } found
            ? (string)found.Accessor.GetValue(message) : null;
}
