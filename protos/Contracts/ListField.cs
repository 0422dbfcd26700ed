using Google.Protobuf.Reflection;
using Mastery.Query.V1;

namespace Mastery.Contracts;

/// <summary>A field by which lists of a resource can be filtered, as <c>mastery.query.v1</c> annotates it.</summary>
/// <param name="Path">The field as a filter names it, for example <c>eligibility.outcome</c>.</param>
/// <param name="Field">The field that the path leads to.</param>
/// <param name="Orders">Whether <c>order_by</c> can name it too.</param>
public sealed record ListField(string Path, FieldDescriptor Field, bool Orders)
{
    /// <summary>How its text is compared.</summary>
    public Query.V1.Field.Types.Comparison Comparison =>
        Field.GetOptions()?.GetExtension(QueryExtensions.Field)?.Comparison ?? default;

    /// <summary>Every such field of a resource, and those of its parent that its lists serve too.</summary>
    /// <exception cref="InvalidOperationException">An annotation names a field that is not there.</exception>
    public static IReadOnlyList<ListField> Of(MessageDescriptor resource) =>
        [.. resource.Fields.InDeclarationOrder().SelectMany(OfField), .. OfParent(resource)];

    static IEnumerable<ListField> OfField(FieldDescriptor field)
    {
        if (field.GetOptions()?.GetExtension(QueryExtensions.Field) is not { } option)
        {
            return [];
        }

        var inside = option.Inside.Select(path =>
            new ListField($"{field.Name}.{path}", Find(field.MessageType, path), Orders: false));
        return option.Filter || option.Order
            ? inside.Prepend(new ListField(field.Name, field, option.Order))
            : inside;
    }

    static IEnumerable<ListField> OfParent(MessageDescriptor resource)
    {
        var names = resource.GetOptions()?.GetExtension(QueryExtensions.ParentFilter) ?? [];
        return names.Select(name => new ListField(
            name, Find(ContractResource.Of(resource)?.Parent?.Message, name), Orders: false));
    }

    static FieldDescriptor Find(MessageDescriptor? message, string path)
    {
        FieldDescriptor? found = null;
        foreach (var name in path.Split('.'))
        {
            found = message?.FindFieldByName(name)
                ?? throw new InvalidOperationException($"{message?.FullName ?? "The parent"} has no field '{name}'.");
            message = found.FieldType == FieldType.Message ? found.MessageType : null;
        }

        return found!;
    }
}
