using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Matrix;

/// <summary>What the running suite answers: the cells of a method, by gRPC and by each of its REST forms.</summary>
sealed class MatrixCalls(RunningSuite suite, HubSeed seed)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The cell that a principal is answered. Where its tokens or the protocols differ, or an answer shows
    /// what it must not, the cell says so.</summary>
    public async Task<string> AnswerAsync(ContractMethod method, Principal principal)
    {
        if (principal.Named is not null && !HubMethods.IsHubOwned(method.Descriptor))
        {
            return Cells.None;
        }

        List<Func<Task<(string Of, string Cell)>>> calls = [];
        foreach (var bearer in principal.Tokens(method))
        {
            var (request, token) = (Request(method, principal), bearer.Write(suite.Tokens));
            calls.Add(async () => ($"{bearer.What} gRPC", await GrpcAsync(method, principal, request, token)));
            calls.AddRange(method.Routes.Select<ContractRoute, Func<Task<(string, string)>>>(route => async () =>
                ($"{bearer.What} {route.Verb}", await RestAsync(route, principal, request, token))));
        }

        var cells = await AllAsync(calls, atOnce: principal.IsRefused);
        return cells.Select(answer => answer.Cell).Distinct().ToList() switch
        {
            [] => Cells.None,
            [var one] => one,
            _ => string.Join(", ", cells.Select(answer => $"{answer.Of} {answer.Cell}")),
        };
    }

    /// <summary>A request that changes nothing where it can: by the version of another time, or on trial.</summary>
    IMessage Request(ContractMethod method, Principal principal)
    {
        var stale = method.IsRead ? "" : "\"stale\"";
        var request = seed.Requests.For(method.Descriptor, stale);
        foreach (var field in method.Descriptor.InputType.Fields.InDeclarationOrder())
        {
            if (field.Name == "validate_only")
            {
                Messages.Set(request, field, true);
            }
            else if (HubMethods.Resource(field) is { HubOwned: false } && HubMethods.HasEtag(method.Descriptor))
            {
                Messages.Set(request, $"{field.Name}.etag", stale);
            }
        }

        foreach (var (path, value) in MatrixRule.Known.Where(known =>
            method.Descriptor.InputType.FindFieldByName(known.Key.Split('.')[0]) is not null && !method.IsRead))
        {
            Messages.Set(request, path, value);
        }

        return principal.Named is { } named ? Messages.Replaced(request, seed.Hub, named) : request;
    }

    async Task<string> GrpcAsync(ContractMethod method, Principal principal, IMessage request, string? token)
    {
        try
        {
            var answer = await MethodCall.SendAsync(
                suite.Channel.CreateCallInvoker(), method.Descriptor, request, token);
            return Answered(principal, $"{answer}");
        }
        catch (RpcException refusal)
        {
            return Cells.Of(refusal.StatusCode, refusal.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "");
        }
    }

    async Task<string> RestAsync(ContractRoute route, Principal principal, IMessage request, string? token)
    {
        using var call = RestCall.Of(route, request, token);
        using var answer = await suite.Http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, Stop);
        if (answer.IsSuccessStatusCode)
        {
            // A stream does not end by itself: gRPC has looked into it.
            return route.CustomVerb == "watch" ? Cells.Of(StatusCode.OK, "")
                : Answered(principal, await answer.Content.ReadAsStringAsync(Stop));
        }

        var (code, reason) = await RestRefusal.ReadAsync(answer);
        Assert.Equal(ErrorStatus.HttpStatus(code), (int)answer.StatusCode);
        return Cells.Of(code, reason);
    }

    string Answered(Principal principal, string answer) =>
        principal.SeesNothing && seed.Names.FirstOrDefault(
            name => answer.Contains(name, StringComparison.Ordinal)) is { } seen
            ? $"shows {seen}"
            : Cells.Of(StatusCode.OK, "");

    static async Task<IReadOnlyList<T>> AllAsync<T>(List<Func<Task<T>>> calls, bool atOnce)
    {
        if (atOnce)
        {
            return await Task.WhenAll(calls.Select(call => call()));
        }

        List<T> done = [];
        foreach (var call in calls)
        {
            done.Add(await call());
        }

        return done;
    }
}
