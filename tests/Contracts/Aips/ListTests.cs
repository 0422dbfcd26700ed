using Google.Protobuf.Reflection;

namespace Mastery.Contracts.Tests.Aips;

/// <summary>Every list comes in pages (AIP-158).</summary>
public sealed class ListTests
{
    public static TheoryData<string> All => Contract.Methods(method =>
        method.Descriptor.Name.StartsWith("List", StringComparison.Ordinal)
            || method.Output("next_page_token") is not null);

    [Theory, MemberData(nameof(All))]
    public void Are_asked_for_by_page(string name)
    {
        var method = Contract.Method(name);

        Assert.True(
            method.Input("page_size") is { FieldType: FieldType.Int32 }, $"AIP-158: {name} has no `int32 page_size`.");
        Assert.True(
            method.Input("page_token") is { FieldType: FieldType.String },
            $"AIP-158: {name} has no `string page_token`.");
    }

    [Theory, MemberData(nameof(All))]
    public void Answer_the_token_of_the_next_page(string name) =>
        Assert.True(Contract.Method(name).Output("next_page_token") is { FieldType: FieldType.String },
            $"AIP-158: {name} answers no `string next_page_token`.");

    [Theory, MemberData(nameof(All))]
    public void Answer_exactly_one_repeated_field_as_the_first(string name) =>
        Assert.True(
            Contract.Method(name).Descriptor.OutputType.Fields
                .InDeclarationOrder()
                .Where(field => field.IsRepeated)
                .ToList()
            is [{ FieldNumber: 1 }],
            $"AIP-158: the items that {name} answers must be its only repeated field, number 1.");

    [Theory, MemberData(nameof(All))]
    public void Are_reads(string name) =>
        Assert.True(
            Contract.Method(name).IsRead, $"AIP-132: {name} lists and has no `idempotency_level = NO_SIDE_EFFECTS`.");

    [Theory, MemberData(nameof(All))]
    public void Serve_the_fields_that_their_resource_annotates(string name)
    {
        var method = Contract.Method(name);
        var items = method.Descriptor.OutputType.Fields.InDeclarationOrder().First(field => field.IsRepeated);
        var fields = ListField.Of(items.MessageType);

        Assert.True(
            fields.Count > 0 == (method.Input("filter") is not null),
            $"AIP-160: {name} takes a `filter` exactly if {items.MessageType.FullName} annotates fields for it.");
        Assert.True(
            fields.Any(field => field.Orders) == (method.Input("order_by") is not null),
            $"AIP-132: {name} takes an `order_by` exactly if {items.MessageType.FullName} annotates fields for it.");
    }

    [Fact]
    public void Are_there_for_every_resource_that_annotates_fields()
    {
        var listed = ContractIndex.Methods.Where(method => method.Input("filter") is not null)
            .Select(method => method.Descriptor.OutputType.FindFieldByNumber(1).MessageType).Distinct();

        var annotated = ContractIndex.Messages.Where(message => ListField.Of(message).Count > 0);

        Assert.Equal(
            annotated.Select(message => message.FullName).Order(),
            listed.Select(message => message.FullName).Order());
    }
}
