using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>A valid request to any method about a hub's resources.</summary>
sealed class Requests(HubSeed hub)
{
    /// <summary>Writes one.</summary>
    /// <param name="method">Any method of the contract.</param>
    /// <param name="etag">The version to change, where the method takes one.</param>
    public IMessage For(ContractMethod method, string etag = "")
    {
        var request = Fill(method.Descriptor.InputType);
        foreach (var field in method.Descriptor.InputType.Fields.InDeclarationOrder())
        {
            if (field.Name == "etag")
            {
                field.Accessor.SetValue(request, etag);
            }
            else if (Tenancy.Resource(field) is { } resource && Tenancy.IsHubOwned(resource.Type))
            {
                field.Accessor.SetValue(
                    request,
                    Copy(resource.Type, method.Descriptor.Name.StartsWith("Create", StringComparison.Ordinal), etag));
            }
        }
        return request;
    }

    /// <summary>Replaces a reference in a field by another.</summary>
    public static void Point(IMessage message, string path, string name)
    {
        var (head, rest) = path.Split('.', 2) is [var first, var more] ? (first, more) : (path, "");
        var field = message.Descriptor.FindFieldByName(head);
        if (rest.Length > 0)
        {
            Point(Inner(message, field), rest, name);
        }
        else if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(name);
        }
        else
        {
            field.Accessor.SetValue(message, name);
        }
    }

    static IMessage Inner(IMessage message, FieldDescriptor field)
    {
        if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            if (list.Count == 0)
            {
                list.Add(Empty(field.MessageType));
            }

            return (IMessage)list[0]!;
        }
        if (field.Accessor.GetValue(message) is not IMessage inner)
        {
            field.Accessor.SetValue(message, inner = Empty(field.MessageType));
        }

        return inner;
    }

    static IMessage Empty(MessageDescriptor message) => message.Parser.ParseFrom(ByteString.Empty);

    IMessage Copy(string type, bool create, string etag)
    {
        var resource = hub.Of(type);
        var copy = resource.Descriptor.Parser.ParseFrom(resource.ToByteArray());
        copy.Descriptor.FindFieldByName("etag").Accessor.SetValue(copy, etag);
        if (create)
        {
            copy.Descriptor.FindFieldByName("name").Accessor.Clear(copy);
        }

        return copy;
    }

    /// <summary>A message with only the fields that the contract requires.</summary>
    IMessage Fill(MessageDescriptor type)
    {
        var message = Empty(type);
        foreach (var field in type.Fields.InDeclarationOrder().Where(IsNeeded))
        {
            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(Value(field));
            }
            else
            {
                field.Accessor.SetValue(message, Value(field));
            }
        }
        return message;
    }

    // An update request has its resource's name inside the resource; its path is taken from there.
    static bool IsNeeded(FieldDescriptor field) =>
        Tenancy.Has(field, FieldBehavior.Required)
            || (field.Name == "name" && Tenancy.Has(field, FieldBehavior.Identifier));

    object Value(FieldDescriptor field) => field switch
    {
        { FieldType: FieldType.String, Name: "parent" } => Parent(Tenancy.Reference(field)),
        { FieldType: FieldType.String, Name: "name" } when Tenancy.Has(field, FieldBehavior.Identifier) =>
            hub.Name(TypeOf(field.ContainingType)),
        { FieldType: FieldType.String } when Tenancy.Reference(field) is { Length: > 0 } type => hub.Name(type),
        { FieldType: FieldType.String } => Text(field.Name),
        { FieldType: FieldType.Enum } => field.EnumType.Values[1].Number,
        { FieldType: FieldType.Int32 } => 1,
        { FieldType: FieldType.Message } => Fill(field.MessageType),
        _ => throw new InvalidOperationException($"What may {field.FullName} be? Say so here."),
    };

    string Parent(string child)
    {
        var pattern = ContractIndex.Resources.Single(resource => resource.Type == child).Patterns[0].Split('/');
        var parent = string.Join('/', pattern[..^2]);
        return hub.Name(ContractIndex.Resources.Single(resource => resource.Patterns[0] == parent).Type);
    }

    static string TypeOf(MessageDescriptor message) =>
        ContractIndex.Resources.Single(resource => resource.Message == message).Type;

    static string Text(string field) => field switch
    {
        "code" => "NCP24-14",
        "hub_id" => "another-hub",
        "focus_id" => "z",
        "number" => "980001",
        _ => "Because we say so",
    };
}
