using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Runtime.CompilerServices;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>One REST form of a client-streaming method.</summary>
sealed class StreamedBody(ContractMethod method, HttpRule rule, ContractRoute route)
{
    // Few enough that a slow caller's records arrive before the stream is ended as idle.
    const int MostRecords = 100;
    const int MessageBytes = 256 * 1024;

    static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true)
        .WithTypeRegistry(ErrorStatus.Types));

    readonly FieldDescriptor _field = method.Descriptor.InputType.FindFieldByName(route.Body);

    public async Task ServeAsync(HttpContext context)
    {
        var call = new RestCall(method.Descriptor.InputType, route.Body);
        context.RequestServices.GetRequiredService<CallScope>().Rest = call;
        Unlimit(context);
        try
        {
            RestGuard.CheckPath(context.Request);
            var form = StreamedRecords.FormOf(context.Request);
            QueryCheck.Run(context.Request.Query, rule, call);
            var path = RequestParameters.Read(call.Request, PathValues(context));
            var first = RequestParameters.Read(call.Request, PathValues(context).Concat(QueryValues(context)));
            var records = new StreamedRecords(context.Request.Body, form, _field, call);
            var answer = await new InnerGrpcCall(context, method.Path).RunAsync((stream, cancellation) =>
                WriteAsync(stream, Messages(first, path, records, cancellation), cancellation));
            if (answer is not null)
            {
                await AnswerAsync(context, answer);
                return;
            }

            await DrainAsync(context);
            await ErrorBody.WriteAsync(context, call.Error ?? ApiError.Internal(Trace(context)).ToStatus());
        }
        catch (ApiError error)
        {
            await DrainAsync(context);
            await ErrorBody.WriteAsync(context, error);
        }
    }

    /// <summary>Reads on for a while what the caller still sends: most clients over HTTP/1.1 look at an answer only
    /// when they have sent everything, and a connection that is closed before loses it.</summary>
    static async Task DrainAsync(HttpContext context)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(DrainTimeout);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, timeout.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller is too slow, or has disconnected.
        }
    }

    IEnumerable<(string Field, IReadOnlyList<string> Values)> PathValues(HttpContext context) =>
        route.FieldValues(segment => (string)context.GetRouteValue(segment)!)
            .Select(value => (value.Field, (IReadOnlyList<string>)[value.Value]));

    static IEnumerable<(string Field, IReadOnlyList<string> Values)> QueryValues(HttpContext context) =>
        context.Request.Query.Where(parameter => !string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => (parameter.Key, (IReadOnlyList<string>)[.. parameter.Value.OfType<string>()]));

    /// <summary>The messages of the stream. The first, which is sent where there is no record too, says what the query
    /// says of the whole stream; all have what the path names.</summary>
    async IAsyncEnumerable<IMessage> Messages(IMessage first, IMessage path, StreamedRecords records,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (message, count, bytes, isFirst) = (first, 0, 0, true);
        await foreach (var record in records.ReadAsync(cancellation))
        {
            ((System.Collections.IList)_field.Accessor.GetValue(message)).Add(record);
            bytes += record.CalculateSize();
            if (++count == MostRecords || bytes >= MessageBytes)
            {
                yield return message;
                (message, count, bytes, isFirst) = (Copy(path), 0, 0, false);
            }
        }

        if (count > 0 || isFirst)
        {
            yield return message;
        }
    }

    static async Task WriteAsync(
        PipeWriter stream, IAsyncEnumerable<IMessage> messages, CancellationToken cancellation)
    {
        await foreach (var message in messages.WithCancellation(cancellation))
        {
            GrpcFrame.Write(stream, message);
            if ((await stream.FlushAsync(cancellation)).IsCompleted)
            {
                // The method has answered without reading on.
                return;
            }
        }
    }

    static IMessage Copy(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteString());

    async Task AnswerAsync(HttpContext context, byte[] answer)
    {
        context.Response.ContentType = MediaTypeNames.Application.Json;
        await context.Response.WriteAsync(Json.Format(method.Descriptor.OutputType.Parser.ParseFrom(answer)),
            context.RequestAborted);
    }

    static string Trace(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    // The pipeline limits streams by their rate and their size.
    static void Unlimit(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }
}
