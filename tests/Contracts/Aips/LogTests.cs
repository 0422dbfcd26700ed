using Google.Protobuf.Reflection;

namespace Mastery.Contracts.Tests.Aips;

/// <summary>Every service that changes something has a change log, which all of them serve alike.</summary>
public sealed class LogTests
{
    const string Webhook = "mastery.services/Webhook";

    public static TheoryData<string> All => Contract.Methods(Contract.IsOfLog);

    [Fact]
    public void Is_served_by_every_service_that_changes_something()
    {
        var contexts = ContractIndex.Services.Where(service => !IsOfLog(service) && !IsOfWebhooks(service)
                && service.Methods.Any(method => !new ContractMethod(method).IsRead))
            .Select(service => service.File.Package[..^".v1".Length]).Distinct();

        var logs = ContractIndex.Services.Where(IsOfLog)
            .Select(service => service.File.Package[..^".changes.v1".Length]);

        Assert.Equal(contexts.Order(), logs.Order());
    }

    [Theory, MemberData(nameof(All))]
    public void Is_a_collection_of_each_hub_whose_name_says_of_what(string name) =>
        Assert.All(Contract.Method(name).Routes, route =>
            Assert.Matches(@"^/v1/\{parent=hubs/\*\}/[a-z]+Changes(:[a-z]+)?$", route.Template));

    [Theory, MemberData(nameof(All))]
    public void Is_read_by_a_scope_of_its_own(string name) =>
        Assert.Equal(["changes.read"], Contract.Method(name).Scopes);

    [Theory, MemberData(nameof(All))]
    public void Says_who_may_read_what_belongs_to_no_hub(string name) =>
        Assert.Contains(Contract.Method(name).NationalLogScope, ContractIndex.Scopes);

    // API clients are of every hub: their log is read by those who may read all, and sent to nobody.
    [Fact]
    public void Is_sent_to_webhooks_by_every_service_whose_log_callers_of_a_hub_read()
    {
        var logs = ContractIndex.Methods.Where(method => method.IsOfLog() && method.NationalLogScope == "changes.read")
            .Select(method => method.Descriptor.File.Package[..^".changes.v1".Length]).Distinct();

        var senders = ContractIndex.Services.Where(IsOfWebhooks)
            .Select(service => service.File.Package[..^".webhooks.v1".Length]);

        Assert.Equal(logs.Order(), senders.Order());
    }

    [Fact]
    public void Is_sent_by_services_that_are_all_alike()
    {
        var shapes = ContractIndex.Services.Where(IsOfWebhooks).Select(service => string.Join('\n',
            service.Methods.Select(method => $"{method.Name} {method.GetOptions()}".Replace(
                Contract.Collection(new ContractMethod(method).PatternOf(Contract.ResourceOf(Webhook)!)), "",
                StringComparison.Ordinal))));

        Assert.Single(shapes.Distinct());
    }

    static bool IsOfWebhooks(ServiceDescriptor service) =>
        service.Methods.All(method => method.InputType.File.Package == "mastery.webhooks.v1");

    static bool IsOfLog(ServiceDescriptor service) =>
        service.Methods.All(method => new ContractMethod(method).IsOfLog());
}
