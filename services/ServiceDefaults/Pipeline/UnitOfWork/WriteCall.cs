using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>One call that may write, from its transaction's first statement to its commit.</summary>
sealed class WriteCall(ServerCallContext context)
{
    readonly DbSession _db = context.GetHttpContext().RequestServices.GetRequiredService<DbSession>();
    readonly CallScope _call = context.Call();

    /// <summary>Whether everything is to be tried and nothing kept.</summary>
    public bool Rehearsal { get; init; }

    /// <summary>The digest of a request that is known as a whole before the work is done.</summary>
    public byte[]? Digest { get; init; }

    /// <summary>The digest of the whole request, whatever it takes to read it to its end.</summary>
    public Func<Task<byte[]>>? WholeDigest { get; init; }

    /// <summary>Runs <paramref name="work"/> in a transaction, or answers what it answered the first time.</summary>
    public async Task<TResponse> RunAsync<TResponse>(Func<Task<TResponse>> work)
    {
        var claim = Claim();
        try
        {
            await _db.BeginAsync(claim?.Insert(Digest));
            if (claim is not null && await claim.FirstAnswerAsync(DigestAsync) is { } first)
            {
                return (TResponse)_call.Contract!.Method.OutputType.Parser.ParseFrom(first);
            }

            var response = await work();
            if (!Rehearsal)
            {
                await CommitAsync(claim, response);
            }

            return response;
        }
        finally
        {
            // Gives the locks back before the answer is on its way; what is not committed is rolled back.
            await _db.DisposeAsync();
        }
    }

    RequestClaim? Claim() => _call.RequestId is not { } id || Rehearsal ? null
        : Guid.TryParseExact(id, "D", out var uuid) ? new RequestClaim(_db, _call, uuid)
        : throw ApiError.Invalid("request_id", "must be a UUID");

    async Task CommitAsync<TResponse>(RequestClaim? claim, TResponse response)
    {
        if (claim is null)
        {
            await _db.CommitAsync();
            return;
        }

        await claim.PruneAsync();
        await _db.CommitAsync(claim.Keep((IMessage)response!, await DigestAsync()));
    }

    Task<byte[]> DigestAsync() => Digest is null ? WholeDigest!() : Task.FromResult(Digest);
}
