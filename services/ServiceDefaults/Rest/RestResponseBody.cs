using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mastery.ServiceDefaults;

/// <summary>Holds back the body of an error that JSON transcoding writes, so that every error has one form and tells
/// nothing of .NET types, and the body of an answer that the caller has already. Other answers pass
/// untouched.</summary>
sealed class RestResponseBody(HttpContext context, RestCall call) : IHttpResponseBodyFeature
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

        if (call.Error is null && call.NotModified)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            context.Response.ContentType = null;
            return;
        }

        await ErrorBody.WriteAsync(context, call.Error ?? ApiError.Malformed(
            "The request's JSON or parameters do not fit the method: see its field types.").ToStatus());
    }

    bool HoldsBack()
    {
        if (_heldBack || context.Response.HasStarted)
        {
            return _heldBack;
        }

        _heldBack = context.Response.StatusCode >= StatusCodes.Status400BadRequest || call.NotModified;
        if (!_heldBack && call.Location is { } location)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = location;
        }

        return _heldBack;
    }
}
