using Mastery.Contracts;

namespace Mastery.Gateway.Routing;

/// <summary>Which service serves which package, by convention: <c>mastery.focus_catalogue.v1</c> is
/// <c>focus-catalogue</c>.</summary>
static class ServiceNames
{
    /// <summary>The service that issues tokens, over plain HTTP.</summary>
    public const string Access = "access";

    /// <summary>Every service behind the gateway.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. ContractIndex.Services
            .Select(service => Of(service.File.Package))
            .Append(Access)
            .Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>The service that owns the package of a contract.</summary>
    public static string Of(string package) => package.Split('.')[1].Replace('_', '-');
}
