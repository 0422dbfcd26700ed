using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.ServiceDefaults;

/// <summary>Updates by field mask (AIP-134).</summary>
public static class Masks
{
    /// <summary>The resource as it would be with the fields of <paramref name="mask"/> taken from
    /// <paramref name="patch"/>. No mask or an empty one means every populated field, <c>*</c> every field; fields that
    /// only the service sets stay as they are. The whole is then held to its contract, as a new resource is: a patch
    /// may leave something out only where it is there already.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT on a path that does not exist, on a changed immutable field, and on
    /// everything that the resource would lack or hold wrongly.</exception>
    public static T Apply<T>(this FieldMask? mask, T current, T patch) where T : class, IMessage<T>, IDeepCloneable<T>
    {
        var merged = current.Clone();
        var resource = RequestField(merged.Descriptor);
        var merge = new MaskMerge(resource, IsWhole(mask));
        foreach (var path in Expand(mask, patch))
        {
            merge.Copy(path, patch, merged);
        }

        if (merge.Violations.Count == 0)
        {
            merge.Violations.AddRange(ContractCheck.OfStored(merged, resource));
        }

        return merge.Violations.Count == 0 ? merged : throw ApiError.Invalid(merge.Violations);
    }

    /// <summary>Whether an update with the mask can write a field: no mask or an empty one writes every populated
    /// field, <c>*</c> every field.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="field">A field of the resource, as the contract spells it.</param>
    public static bool Writes(this FieldMask? mask, string field) => mask is null or { Paths.Count: 0 }
        || IsWhole(mask) || mask.Paths.Select(Snake).Any(path => path == field
            || path.StartsWith($"{field}.", StringComparison.Ordinal));

    /// <summary>The field of an update request that holds the resource: its name, as AIP-134 has it.</summary>
    internal static string RequestField(MessageDescriptor resource) => Snake(resource.Name).TrimStart('_');

    /// <summary>The path in the spelling of the contract: <c>registrationWindow.openTime</c> as REST callers write it
    /// becomes <c>registration_window.open_time</c>.</summary>
    internal static string Snake(string path)
    {
        if (!path.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            return path;
        }

        var snake = new StringBuilder(path.Length + 4);
        foreach (var character in path)
        {
            _ = char.IsAsciiLetterUpper(character) ? snake.Append('_').Append(char.ToLowerInvariant(character))
                : snake.Append(character);
        }

        return snake.ToString();
    }

    /// <summary>Rewrites the paths of <paramref name="mask"/> in the spelling of the contract.</summary>
    internal static void Normalise(FieldMask mask)
    {
        for (var index = 0; index < mask.Paths.Count; index++)
        {
            mask.Paths[index] = Snake(mask.Paths[index].Trim());
        }
    }

    static bool IsWhole(FieldMask? mask) => mask?.Paths.Contains("*") ?? false;

    static IEnumerable<string> Expand(FieldMask? mask, IMessage patch) => mask switch
    {
        null or { Paths.Count: 0 } => Populated(patch, ""),
        _ when IsWhole(mask) => patch.Descriptor.Fields.InDeclarationOrder().Select(field => field.Name),
        _ => mask.Paths.Select(Snake).Distinct(),
    };

    /// <summary>The populated leaves: a sub-message is written field by field, a list or a value type as a
    /// whole.</summary>
    static IEnumerable<string> Populated(IMessage message, string prefix)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (value is IMessage inner && !IsValueType(inner.Descriptor))
            {
                foreach (var path in Populated(inner, $"{prefix}{field.Name}."))
                {
                    yield return path;
                }
            }
            else if (!MessageDiff.IsDefault(field, message))
            {
                yield return prefix + field.Name;
            }
        }
    }

    /// <summary>Whether a message is one value, written as a whole.</summary>
    internal static bool IsValueType(MessageDescriptor message) => message.File.Package == "google.protobuf";
}
