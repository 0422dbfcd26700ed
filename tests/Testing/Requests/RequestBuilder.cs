using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.Testing;

/// <summary>Writes a request to any method, filled from its contract, that the hub's own client could send.</summary>
/// <param name="resources">What requests are about and refer to.</param>
public sealed class RequestBuilder(HubResources resources)
{
    /// <summary>Writes one.</summary>
    /// <param name="method">Any method.</param>
    /// <param name="etag">The version to change, where the method takes one.</param>
    public IMessage For(MethodDescriptor method, string etag = "")
    {
        var request = Fill(method.InputType, method);
        foreach (var field in method.InputType.Fields.InDeclarationOrder())
        {
            if (field.Name == "etag")
            {
                Messages.Set(request, field, etag);
            }
            else if (HubMethods.Resource(field) is { HubOwned: true } resource)
            {
                var create = method.Name.StartsWith("Create", StringComparison.Ordinal);
                Messages.Set(request, field, Copy(resource.Type, method, create, etag));
            }
        }

        return request;
    }

    IMessage Copy(string type, MethodDescriptor method, bool create, string etag)
    {
        var copy = Messages.Copy(resources.Of(type, method));
        Messages.Set(copy, "etag", etag);
        if (create)
        {
            Messages.Set(copy, "name", "");
        }

        return copy;
    }

    /// <summary>A message with only the fields that the contract requires.</summary>
    IMessage Fill(MessageDescriptor type, MethodDescriptor method)
    {
        var message = Messages.Empty(type);
        foreach (var field in type.Fields.InDeclarationOrder().Where(IsNeeded))
        {
            Messages.Set(message, field, Value(field, method));
        }

        return message;
    }

    // An update request has its resource's name inside the resource; its path is taken from there.
    static bool IsNeeded(FieldDescriptor field) =>
        ContractField.Of(field) is { Required: true } or { Identifier: true };

    object Value(FieldDescriptor field, MethodDescriptor method) => field switch
    {
        { FieldType: FieldType.String, Name: "parent" } => Parent(ContractField.Of(field)),
        { FieldType: FieldType.String } when ContractField.Of(field).Identifier =>
            resources.Name(ResourceTypes.Of(field.ContainingType), method),
        { FieldType: FieldType.String } when ContractField.Of(field).Type is { Length: > 0 } type =>
            resources.Name(type, method),
        { FieldType: FieldType.String } => Text(field.Name),
        { FieldType: FieldType.Enum } => field.EnumType.Values[1].Number,
        { FieldType: FieldType.Int32 } => 1,
        { FieldType: FieldType.Int64 } => 1L,
        { FieldType: FieldType.Message } => Fill(field.MessageType, method),
        _ => throw new InvalidOperationException($"What may {field.FullName} be? Say so here."),
    };

    string Parent(ContractField field) =>
        resources.Name(field.Type.Length > 0 ? field.Type : ResourceTypes.Find(field.ChildType)!.Parent!.Type);

    static string Text(string field) => field switch
    {
        "code" => "NCP24-14",
        "hub_id" => "another-hub",
        "focus_id" => "z",
        "api_client_id" => "another-client",
        "scopes" => "plans.read",
        "number" => "980001",
        "issuer" => "https://nobody.example",
        "subject" => "5f0c7a52",
        "key_id" => new string('k', 43),
        _ => "Because we say so",
    };
}
