using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Holds back the body of an error that JSON transcoding makes before the pipeline is reached, which would
/// tell of .NET types, and answers our own in its place. Successful answers pass untouched.</summary>
sealed class ErrorBodyReplacement(HttpContext context) : IHttpResponseBodyFeature
{
    readonly IHttpResponseBodyFeature _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
    bool _replaced;

    public Stream Stream => Replaces() ? Stream.Null : _inner.Stream;

    public PipeWriter Writer => Replaces() ? PipeWriter.Create(Stream.Null) : _inner.Writer;

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => Replaces() ? Task.CompletedTask
        : _inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        _inner.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync() => _replaced ? Task.CompletedTask : _inner.CompleteAsync();

    /// <summary>Puts the real body back and answers what was held back.</summary>
    public async Task FinishAsync()
    {
        context.Features.Set(_inner);
        if (_replaced)
        {
            await ErrorBody.WriteAsync(context,
                ApiError.Malformed("The request's JSON or parameters do not fit the method: see its field types."));
        }
    }

    bool Replaces() => _replaced |= context.Response is { StatusCode: >= 400, HasStarted: false }
        && !context.RequestServices.GetRequiredService<CallScope>().Reached;
}
