using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>One call that may write: it is answered from its request id, or its work is done and committed.</summary>
sealed class WriteCall(ServerCallContext context)
{
    readonly DbSession _db = context.GetHttpContext().RequestServices.GetRequiredService<DbSession>();
    readonly CallScope _call = context.Call();

    /// <summary>Whether everything is to be tried and nothing kept.</summary>
    public bool ValidateOnly { get; init; }

    /// <summary>The digest of the request.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Runs <paramref name="work"/>, whose transaction begins when it first writes or locks, or answers what
    /// it answered the first time.</summary>
    public async Task<TResponse> RunAsync<TResponse>(Func<Task<TResponse>> work)
    {
        if (Claim() is not { } claim)
        {
            return await WorkAsync(null, work);
        }

        if (await claim.FirstAnswerAsync() is { } first)
        {
            return (TResponse)first;
        }

        try
        {
            return await WorkAsync(claim, work);
        }
        catch (Exception exception) when (!claim.Held && exception is ApiError or RpcException)
        {
            // Another call with the id may have been committed meanwhile, and this one refused for what that one did.
            if (await claim.FirstAnswerAsync() is { } meanwhile)
            {
                return (TResponse)meanwhile;
            }

            throw;
        }
    }

    RequestClaim? Claim() => _call.RequestId is not { } id || ValidateOnly ? null
        : Guid.TryParseExact(id, "D", out var uuid) ? new RequestClaim(_db, _call, uuid, Digest)
        : throw ApiError.Invalid("request_id", "must be a UUID");

    async Task<TResponse> WorkAsync<TResponse>(RequestClaim? claim, Func<Task<TResponse>> work)
    {
        try
        {
            _db.AllowWrites(claim);
            var response = await work();
            if (!ValidateOnly)
            {
                _call.SensitiveReadsEntered = await _db.CommitAsync(
                    claim?.Keep((IMessage)response!), response is IMessage answer ? answer : null);
            }

            return response;
        }
        finally
        {
            // Gives the locks back before the answer is on its way; what is not committed is rolled back.
            await _db.DisposeAsync();
        }
    }
}
