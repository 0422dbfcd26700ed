using Google.Protobuf;
using Mastery.Contracts;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>One call: who, what, by which protocol, and when it is given up.</summary>
/// <param name="Route">Its REST form; null for gRPC.</param>
/// <param name="CancelAfter">Milliseconds; negative for never.</param>
sealed record FuzzCall(FuzzPrincipal By, ContractMethod Method, IMessage Request, ContractRoute? Route, int CancelAfter)
{
    public override string ToString() =>
        $"{By.Name} {Method} by {(Route is null ? "gRPC" : $"{Route.Verb} {Route.Template}")} {Request}";
}

/// <summary>Random calls of every method: the same for the same seed and number.</summary>
/// <param name="seeds">The data that calls are about.</param>
/// <param name="principals">Who calls.</param>
/// <param name="harvest">What was learnt of the data: versions, and page tokens of others.</param>
/// <param name="random">The seed.</param>
/// <param name="filter">Which methods.</param>
sealed class FuzzCalls(IReadOnlyList<FuzzSeed> seeds, IReadOnlyList<FuzzPrincipal> principals, Harvest harvest,
    int random, Predicate<ContractMethod> filter)
{
    // National data is everybody's; a test of its own shows who may write it.
    readonly IReadOnlyList<ContractMethod> _methods =
    [
        .. ContractIndex.Methods.Where(method => filter(method)
            && (method.IsRead || method.SpansHubs || method.Descriptor.Service.Name == "AccessService"
                || HubMethods.IsHubOwned(method.Descriptor))),
    ];

    /// <summary>The call of a number.</summary>
    public FuzzCall Of(int number)
    {
        for (var attempt = 0; ; attempt++)
        {
            var dice = new Random(HashCode(random, number, attempt));
            var (by, method, seed) = (Pick(dice, principals), Pick(dice, _methods), Pick(dice, seeds));
            if (new FuzzRequest(seeds, harvest, dice).For(method, by, seed) is { } request)
            {
                var route = method.Routes.Count > 0 && dice.Next(2) == 0 ? Pick(dice, method.Routes) : null;
                var given = dice.Next(20) == 0 ? dice.Next(25) : -1;
                return new(by, method, request, route, method.Descriptor.IsServerStreaming ? dice.Next(80) : given);
            }
        }
    }

    // Unlike System.HashCode the same in every process.
    static int HashCode(params ReadOnlySpan<int> values)
    {
        var hash = 17;
        foreach (var value in values)
        {
            hash = unchecked((hash * 486_187_739) + value);
        }

        return hash;
    }

    static T Pick<T>(Random dice, IReadOnlyList<T> choices) => choices[dice.Next(choices.Count)];
}
