using Grpc.AspNetCore.Server;
using Mastery.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Counts a call whose token is for one hub before its message is read, and refuses it here where there were
/// too many: a refusal must cost far less than an answer, or the calls that are refused slow down those of other hubs.
/// The gateway is told that the refusal is for every such call. Of other tokens only the message tells the hub: those
/// calls <see cref="AccessInterceptor"/> counts.</summary>
sealed class CallRateCheck(RequestDelegate next, ContractRegistry contracts, CallRateLimiter rates)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.User is not CallerPrincipal { Caller: var caller } || HubOf(context, caller) is not { } hub)
        {
            return next(context);
        }

        if (rates.Count(caller.Actor, hub) is { } refusal)
        {
            context.Response.Headers[ErrorStatus.RefusalHeader] = ErrorStatus.Encoded(refusal.ToStatus());
            return ErrorBody.WriteAsync(context, refusal);
        }

        context.RequestServices.GetRequiredService<CallScope>().Counted = true;
        return next(context);
    }

    /// <summary>The hub that the call is about, if it is about any that the token is for; null where the token does not
    /// tell.</summary>
    string? HubOf(HttpContext context, Caller caller) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method.FullName: var method }
        && contracts.Find(method) is { } contract
        && (contract.Hub.HubOwned || contract is { SpansHubs: true, ReadOnly: true })
        && !MayMeanNational(contract, caller)
            ? caller.OnlyHub
            : null;

    static bool MayMeanNational(MethodContract contract, Caller caller) =>
        contract.NationalLogScope.Length > 0 && caller.Scopes.Contains(contract.NationalLogScope);
}
