using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts.Tests.Aips;

/// <summary>Resource types, their names and references to them (AIP-122, 123, 124 and 148).</summary>
public sealed partial class ResourceTests
{
    public static TheoryData<string> All => [.. ContractIndex.Resources.Select(resource => resource.Type)];

    [Theory, MemberData(nameof(All))]
    public void Are_typed_by_the_name_of_their_message(string type)
    {
        var resource = Contract.ResourceOf(type)!;

        Assert.True(
            type == $"mastery.services/{resource.Message.Name}",
            $"AIP-123: {resource.Message.FullName} has the type {type}.");
        Assert.True(resource.Declaration.Singular == Contract.Camel(resource.Message.Name),
            $"AIP-123: the singular of {type} is `{resource.Declaration.Singular}`.");
        Assert.True(resource.Declaration.Plural.Length > 0, $"AIP-123: {type} has no plural.");
    }

    [Theory, MemberData(nameof(All))]
    public void Have_names_of_collections_and_ids_in_turn(string type)
    {
        var pattern = Contract.ResourceOf(type)!.Patterns[0];

        Assert.True(PatternPattern().IsMatch(pattern),
            $"AIP-122: the pattern `{pattern}` of {type} is not `collection/{{id}}` pairs, camelCase and snake_case.");
    }

    [Theory, MemberData(nameof(All))]
    public void Have_parents_that_are_resources(string type)
    {
        var resource = Contract.ResourceOf(type)!;
        if (Contract.Parent(resource) is not { Length: > 0 } parent)
        {
            return;
        }

        Assert.True(ContractIndex.Resources.Any(other => Contract.Wildcards(other.Patterns[0]) == parent),
            $"AIP-124: the parent `{parent}` of {type} is no declared resource.");
    }

    [Fact]
    public void Have_patterns_of_their_own()
    {
        var shared = ContractIndex.Resources
            .GroupBy(resource => Contract.Wildcards(resource.Patterns[0]))
            .Where(group => group.Count() > 1);

        Assert.True(
            !shared.Any(),
            $"AIP-123: one pattern, several types: "
                + $"{string.Join("; ", shared.Select(group => string.Join(", ", group)))}.");
    }

    [Theory, MemberData(nameof(All))]
    public void Are_identified_by_their_first_field(string type) =>
        Assert.True(
            Contract.ResourceOf(type)!.Message.FindFieldByName(
                "name") is { FieldNumber: 1, FieldType: FieldType.String } name
            && name.Behaviors() is [FieldBehavior.Identifier],
            $"AIP-122: {type} needs `string name = 1` with `field_behavior = IDENTIFIER`.");

    [Theory, MemberData(nameof(All))]
    public void Say_their_version_and_times(string type)
    {
        var message = Contract.ResourceOf(type)!.Message;

        Assert.True(
            message.FindFieldByName("etag") is { FieldType: FieldType.String },
            $"AIP-154: {type} has no `string etag`.");
        Assert.All(["create_time", "update_time"], name => Assert.True(
            message.FindFieldByName(name) is { FieldType: FieldType.Message } field
                && field.MessageType.FullName == "google.protobuf.Timestamp"
                && field.Behaviors() is [FieldBehavior.OutputOnly],
            $"AIP-148: {type} has no `google.protobuf.Timestamp {name}` that is OUTPUT_ONLY."));
    }

    [Fact]
    public void Are_referred_to_by_types_that_exist()
    {
        var unresolved =
            from message in ContractIndex.Messages
            from field in message.Fields.InDeclarationOrder()
            let reference = field.Reference()
            where reference is not null
            let type = reference.Type.Length > 0 ? reference.Type : reference.ChildType
            where Contract.ResourceOf(type) is null
            select $"{field.FullName} → {type}";

        Assert.True(
            !unresolved.Any(),
            $"AIP-124: references to types that no message declares: {string.Join("; ", unresolved)}.");
    }

    [GeneratedRegex(@"^([a-z][A-Za-z]*/\{[a-z][a-z_]*\})(/[a-z][A-Za-z]*/\{[a-z][a-z_]*\})*$")]
    private static partial Regex PatternPattern();
}
