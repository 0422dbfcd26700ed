using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.OpenApi.Contract;

/// <summary>Which fields of a request go where.</summary>
static class Fields
{
    /// <summary>The field that a path leads to, for example <c>work_group.name</c>.</summary>
    public static FieldDescriptor Find(MessageDescriptor message, string path)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(message, (inner, name) => inner.FindFieldByName(name).MessageType);
        return parent.FindFieldByName(names[^1]);
    }

    /// <summary>The fields that are neither in the path nor in the body, at any depth, by their path in JSON names.
    /// </summary>
    public static IEnumerable<(string Name, FieldDescriptor Field)> OfQuery(
        ContractMethod method, ContractRoute route) =>
        route.Body == "*"
            ? []
            : method.Descriptor.InputType.Fields.InDeclarationOrder()
                .Where(field => field.Name != route.Body && !IsInPath(field, route))
                .SelectMany(field => Leaves(field, ""));

    /// <summary>The fields of a request whose body is all but what the path says.</summary>
    public static IEnumerable<FieldDescriptor> OfWholeBody(MessageDescriptor request, ContractRoute route) =>
        request.Fields.InDeclarationOrder().Where(field => !IsInPath(field, route));

    /// <summary>Whether a message is the resource itself or another message of the contract, and no value.</summary>
    public static bool IsStructure(FieldDescriptor field) => field is { FieldType: FieldType.Message, IsMap: false }
        && field.MessageType.File.Package != "google.protobuf";

    static bool IsInPath(FieldDescriptor field, ContractRoute route) =>
        route.PathFields.Any(path => path.Split('.')[0] == field.Name);

    static IEnumerable<(string, FieldDescriptor)> Leaves(FieldDescriptor field, string prefix) =>
        IsStructure(field)
            ? field.MessageType.Fields.InDeclarationOrder()
                .SelectMany(inner => Leaves(inner, $"{prefix}{field.JsonName}."))
            : [($"{prefix}{field.JsonName}", field)];
}
