using Mastery.Contracts;
using Mastery.OpenApi.Contract;

namespace Mastery.OpenApi.Operations;

/// <summary>With which errors an operation answers, as far as its contract says so. A test provokes each of them by a
/// request made from the contract alone.</summary>
static class Statuses
{
    /// <summary>The statuses of errors, in their order.</summary>
    public static IEnumerable<int> Of(ContractMethod method, ContractRoute route, RestPath path)
    {
        yield return 400;
        yield return 401;
        yield return 403;
        if (path.Parameters.Count > 0)
        {
            yield return 404;
        }

        if (Versions.AreKept(method) || TakesId(method))
        {
            yield return 409;
        }

        if (Versions.AreKept(method))
        {
            yield return 412;
        }

        if (route.Body.Length > 0)
        {
            yield return 413;
            yield return 415;
        }

        yield return 429;
        yield return 503;
    }

    /// <summary>Whether the caller chooses the id of what is created, which may be taken.</summary>
    static bool TakesId(ContractMethod method) => Versions.AreCreated(method)
        && method.Descriptor.InputType.Fields.InDeclarationOrder()
            .Any(field => field.Name.EndsWith("_id", StringComparison.Ordinal) && field.Name != "request_id");
}
