using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>Holds back the body of an error that JSON transcoding writes, so that every error has one form and tells
/// nothing of .NET types, the body of an answer that the caller has already, and a list that is written as CSV. Other
/// answers pass untouched.</summary>
sealed partial class RestResponseBody(HttpContext context, RestCall call, ILogger log) : IHttpResponseBodyFeature
{
    readonly IHttpResponseBodyFeature _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
    bool _heldBack;

    public Stream Stream => HoldsBack() ? Stream.Null : _inner.Stream;

    public PipeWriter Writer => HoldsBack() ? PipeWriter.Create(Stream.Null) : _inner.Writer;

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => HoldsBack() ? Task.CompletedTask
        : _inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        _inner.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync() => _heldBack ? Task.CompletedTask : _inner.CompleteAsync();

    /// <summary>Puts the real body back and answers in the place of what was held back.</summary>
    public async Task FinishAsync()
    {
        context.Features.Set(_inner);
        if (!_heldBack)
        {
            return;
        }

        if (call is { Error: null, CsvPage: { } page, Csv: { } list })
        {
            await CsvAnswer.WriteAsync(context, list, page);
            return;
        }

        if (call.Error is null && call.NotModified)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            context.Response.ContentType = null;
            return;
        }

        await ErrorBody.WriteAsync(context, call.Error ?? WithoutMethod().ToStatus());
    }

    /// <summary>The error where the method itself has none: its request could not be read, or its answer not be
    /// written.</summary>
    ApiError WithoutMethod()
    {
        if (!context.RequestServices.GetRequiredService<CallScope>().Reached)
        {
            return ApiError.Malformed(
                "The request's JSON or parameters do not fit the method: see its field types.");
        }

        var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        LogUnwritten(context.Request.Path, trace);
        return ApiError.Internal(trace);
    }

    bool HoldsBack()
    {
        if (_heldBack || context.Response.HasStarted)
        {
            return _heldBack;
        }

        _heldBack = context.Response.StatusCode >= StatusCodes.Status400BadRequest || call.NotModified
            || call.CsvPage is not null;
        if (!_heldBack && call.Location is { } location)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = location;
        }

        return _heldBack;
    }

    [LoggerMessage(LogLevel.Error, "{Path} failed after its method had answered, trace {TraceId}")]
    partial void LogUnwritten(string path, string traceId);
}
