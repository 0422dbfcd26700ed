namespace Mastery.Contracts.Tests.Aips;

/// <summary>The shapes of Get, List, Create, Update and Delete (AIP-131 to AIP-135).</summary>
public sealed class StandardMethodsTests
{
    public static TheoryData<string> Gets => Contract.Methods(method => method.StandardResource("Get") is not null);

    public static TheoryData<string> Lists => Contract.Methods(method => method.StandardResource("List") is not null);

    public static TheoryData<string> Creates =>
        Contract.Methods(method => method.StandardResource("Create") is not null);

    public static TheoryData<string> Updates =>
        Contract.Methods(method => method.StandardResource("Update") is not null);

    public static TheoryData<string> Deletes =>
        Contract.Methods(method => method.StandardResource("Delete") is not null);

    public static TheoryData<string> Resources => [.. ContractIndex.Resources.Select(resource => resource.Type)];

    [Theory, MemberData(nameof(Resources))]
    public void Every_resource_can_be_read_and_listed(string type)
    {
        var resource = Contract.ResourceOf(type)!;

        Assert.True(
            ContractIndex.Methods.Any(method => method.StandardResource("Get") == resource),
            $"AIP-121: {type} has no Get.");
        Assert.True(
            ContractIndex.Methods.Any(method => method.StandardResource("List") == resource),
            $"AIP-121: {type} has no List.");
    }

    [Theory, MemberData(nameof(Gets))]
    public void Get_answers_the_resource_by_its_name(string name)
    {
        var (method, resource) = Standard(name, "Get");

        Assert.True(
            method.Descriptor.OutputType == resource.Message, $"AIP-131: {name} must answer {resource.Message.Name}.");
        AssertRoute("AIP-131", method, "GET", $"/v1/{{name={Contract.Wildcards(method.PatternOf(resource))}}}", "");
        AssertRefers("AIP-131", method, "name", resource.Type, child: false);
    }

    [Theory, MemberData(nameof(Lists))]
    public void List_answers_the_resources_of_a_parent(string name)
    {
        var (method, resource) = Standard(name, "List");

        AssertRoute("AIP-132", method, "GET", CollectionPath(method, resource), "");
        Assert.True(method.Descriptor.OutputType.Name == $"{method.Descriptor.Name}Response",
            $"AIP-132: {name} must answer {method.Descriptor.Name}Response.");
        var items = method.Output(Contract.Snake(resource.Declaration.Plural));
        Assert.True(items is { IsRepeated: true, FieldNumber: 1 } && items.MessageType == resource.Message,
            $"AIP-132: {name} must answer `repeated {resource.Message.Name} "
                + $"{Contract.Snake(resource.Declaration.Plural)} = 1`.");
        Assert.True(method.Input("filter") is not null, $"AIP-160: {name} has no filter.");
        if (Contract.Parent(resource).Length > 0)
        {
            AssertRefers("AIP-132", method, "parent", resource.Type, child: true);
        }
    }

    [Theory, MemberData(nameof(Creates))]
    public void Create_takes_the_resource_as_its_body(string name)
    {
        var (method, resource) = Standard(name, "Create");
        var field = Contract.Snake(resource.Declaration.Singular);

        Assert.True(
            method.Descriptor.OutputType == resource.Message, $"AIP-133: {name} must answer {resource.Message.Name}.");
        AssertRoute("AIP-133", method, "POST", CollectionPath(method, resource), field);
        AssertTakes("AIP-133", method, resource, field);
        if (Contract.Parent(resource).Length > 0)
        {
            AssertRefers("AIP-133", method, "parent", resource.Type, child: true);
        }
    }

    [Theory, MemberData(nameof(Updates))]
    public void Update_patches_the_resource_by_a_mask(string name)
    {
        var (method, resource) = Standard(name, "Update");
        var field = Contract.Snake(resource.Declaration.Singular);

        Assert.True(
            method.Descriptor.OutputType == resource.Message, $"AIP-134: {name} must answer {resource.Message.Name}.");
        AssertRoute(
            "AIP-134", method, "PATCH", $"/v1/{{{field}.name={Contract.Wildcards(method.PatternOf(resource))}}}",
            field);
        AssertTakes("AIP-134", method, resource, field);
        Assert.True(method.Input("update_mask")?.MessageType.FullName == "google.protobuf.FieldMask",
            $"AIP-134: {name} has no `google.protobuf.FieldMask update_mask`.");
    }

    [Theory, MemberData(nameof(Deletes))]
    public void Delete_answers_nothing(string name)
    {
        var (method, resource) = Standard(name, "Delete");

        Assert.True(
            method.Descriptor.OutputType.FullName == "google.protobuf.Empty", $"AIP-135: {name} must answer Empty.");
        AssertRoute("AIP-135", method, "DELETE", $"/v1/{{name={Contract.Wildcards(method.PatternOf(resource))}}}", "");
        AssertRefers("AIP-135", method, "name", resource.Type, child: false);
    }

    static (ContractMethod Method, ContractResource Resource) Standard(string name, string prefix) =>
        (Contract.Method(name), Contract.Method(name).StandardResource(prefix)!);

    static string CollectionPath(ContractMethod method, ContractResource resource)
    {
        var collection = Contract.Collection(method.PatternOf(resource));
        return Contract.Parent(resource) is { Length: > 0 } parent
            ? $"/v1/{{parent={parent}}}/{collection}"
            : $"/v1/{collection}";
    }

    static void AssertRoute(string aip, ContractMethod method, string verb, string template, string body) =>
        Assert.True(
            method.Routes is [var route, ..] && (route.Verb, route.Template, route.Body) == (verb, template, body),
            $"{aip}: {method} must be bound to {verb} {template} with body \"{body}\", and is bound to "
                + $"{method.Routes[0]}.");

    static void AssertRefers(string aip, ContractMethod method, string field, string type, bool child)
    {
        var reference = method.Input(field)?.Reference();

        Assert.True((child ? reference?.ChildType : reference?.Type) == type,
            $"{aip}: {method} needs `string {field}` with `resource_reference.{(child ? "child_type" : "type")} = "
                + $"\"{type}\"`.");
    }

    static void AssertTakes(string aip, ContractMethod method, ContractResource resource, string field) =>
        Assert.True(method.Input(field)?.MessageType == resource.Message,
            $"{aip}: {method} needs the field `{resource.Message.Name} {field}`.");
}
