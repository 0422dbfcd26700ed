using Google.Api;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts.Tests.Aips;

/// <summary>What makes a write safe to repeat and to make at the same time as another.</summary>
public sealed class WriteTests
{
    public static TheoryData<string> All => Contract.Methods(method => !method.IsRead);

    public static TheoryData<string> ByName => Contract.Methods(method =>
        !method.IsRead && method.Input("name") is not null && !IsCopy(method)
            && (method.StandardResource("Delete") ?? Contract.ResourceOf(method.Descriptor.OutputType)) is not null);

    public static TheoryData<string> Updates =>
        Contract.Methods(method => method.StandardResource("Update") is not null);

    [Theory, MemberData(nameof(All))]
    public void Take_a_request_id(string name)
    {
        var field = Contract.Method(name).Input("request_id");

        Assert.True(field is { FieldType: FieldType.String }
            && field.GetOptions()?.GetExtension(FieldInfoExtensions.FieldInfo)?.Format is FieldInfo.Types.Format.Uuid4
            && field.Behaviors() is [FieldBehavior.Optional],
            $"AIP-155: {name} needs `string request_id` that is OPTIONAL and has `field_info.format = UUID4`.");
    }

    [Theory, MemberData(nameof(ByName))]
    public void Take_the_etag_of_what_they_change(string name) =>
        Assert.True(Contract.Method(name).Input("etag") is { FieldType: FieldType.String },
            $"AIP-154: {name} changes a named resource and takes no `string etag`.");

    [Theory, MemberData(nameof(Updates))]
    public void Take_the_etag_inside_the_resource_that_they_update(string name) =>
        Assert.True(
            Contract.Method(name)
                .StandardResource("Update")!.Message
                .FindFieldByName("etag")?.Behaviors() is [FieldBehavior.Optional],
            $"AIP-154: {name} needs the resource's `etag` to be OPTIONAL, not output only, to refuse a lost update.");

    // A copy leaves what it names as it is.
    static bool IsCopy(ContractMethod method) => method.Descriptor.Name.StartsWith("Copy", StringComparison.Ordinal);
}
