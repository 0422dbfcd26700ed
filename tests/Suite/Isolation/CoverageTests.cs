using Mastery.Contracts;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>Every method and type of the contract is covered by these tests.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class CoverageTests(SeededHubs hubs)
{
    /// <summary>Services whose data belongs to no hub: adding one is a deliberate decision.</summary>
    static readonly string[] National =
    [
        // API clients name their hubs instead; the tests of the Access service prove that they are kept apart.
        "mastery.access.v1.AccessService",
        "mastery.focus_catalogue.v1.FocusCatalogueService",
        "mastery.participants.v1.SchoolDirectoryService",
    ];

    /// <summary>Methods that name no hub, because what they are about has parts in several: the tests of their service
    /// prove that a token finds the parts of its own hubs.</summary>
    static IEnumerable<ContractMethod> Spanning => ContractIndex.Methods.Where(method => method.SpansHubs);

    [Fact]
    public void Every_method_is_on_hub_owned_resources_or_listed_as_national()
    {
        var national = ContractIndex.Methods.Except(Spanning)
            .Where(method => !HubMethods.IsHubOwned(method.Descriptor));

        Assert.Equal(
            ContractIndex.Methods
                .Where(method => National.Contains(method.Descriptor.Service.FullName))
                .Select(method => $"{method}"),
            national.Select(method => $"{method}"));
    }

    [Fact]
    public void Every_type_that_a_hub_owns_is_seeded()
    {
        var owned = ContractIndex.Resources.Select(resource => resource.Type).Where(HubMethods.IsHubOwned);

        Assert.Equal(
            owned.Order(StringComparer.Ordinal),
            hubs.One.Types.Where(HubMethods.IsHubOwned).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_unary_method_has_a_REST_form() =>
        Assert.DoesNotContain(ContractIndex.Methods, method => !method.IsStreaming && method.Routes.Count == 0);
}
