using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>Copies the fields that a mask names from a patch into a resource, and notes what cannot be
/// copied.</summary>
/// <param name="resource">The field of the request that holds the patch, as violations name it.</param>
/// <param name="whole">Whether the mask is <c>*</c>: then an immutable field may be left out.</param>
sealed class MaskMerge(string resource, bool whole)
{
    const string Mask = "update_mask";

    /// <summary>What is wrong with the mask or the patch, by the path in the request.</summary>
    public List<(string Field, string Description)> Violations { get; } = [];

    /// <summary>Makes the field at <paramref name="path"/> of <paramref name="to"/> what it is in
    /// <paramref name="from"/>.</summary>
    public void Copy(string path, IMessage from, IMessage to) => Copy(path, path, from, to);

    /// <param name="path">The whole path, for violations.</param>
    /// <param name="rest">What is left of it below the two messages.</param>
    /// <param name="from">The patch, or a message in it.</param>
    /// <param name="to">The resource, or the message in it at the same place.</param>
    void Copy(string path, string rest, IMessage from, IMessage to)
    {
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? rest : rest[..dot];
        if (to.Descriptor.FindFieldByName(name) is not { } field)
        {
            Violations.Add((Mask, $"names '{path}', which is no field of the resource"));
        }
        else if (Has(field, FieldBehavior.OutputOnly) || Has(field, FieldBehavior.Identifier)
            || (rest.Length == path.Length && name == "etag"))
        {
            return;
        }
        else if (dot >= 0)
        {
            Descend(path, rest[(dot + 1)..], field, from, to);
        }
        else if (!Has(field, FieldBehavior.Immutable))
        {
            MessageDiff.Set(field, from, to);
        }
        else if (!MessageDiff.Same(field, from, to) && !(whole && MessageDiff.IsDefault(field, from)))
        {
            Violations.Add(($"{resource}.{path}", "cannot be changed once it is set"));
        }
    }

    void Descend(string path, string rest, FieldDescriptor field, IMessage from, IMessage to)
    {
        if (field.FieldType != FieldType.Message || field.IsRepeated || Masks.IsValueType(field.MessageType))
        {
            Violations.Add((Mask, $"names '{path}', but '{field.Name}' can only be written as a whole"));
            return;
        }

        var source = field.Accessor.GetValue(from) as IMessage;
        var target = field.Accessor.GetValue(to) as IMessage ?? MessageDiff.New(field.MessageType);
        Copy(path, rest, source ?? MessageDiff.New(field.MessageType), target);
        if (source is not null && field.Accessor.GetValue(to) is null)
        {
            // Only a patch that holds the message makes it where it was not there.
            field.Accessor.SetValue(to, target);
        }
    }

    static bool Has(FieldDescriptor field, FieldBehavior behaviour) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior).Contains(behaviour) ?? false;
}
