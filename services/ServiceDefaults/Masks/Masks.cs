using System.Text;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.ServiceDefaults;

/// <summary>Updates by field mask (AIP-134).</summary>
public static class Masks
{
    /// <summary>The resource as it would be with the fields of <paramref name="mask"/> taken from
    /// <paramref name="patch"/>. No mask or an empty one means every populated field, <c>*</c> every field; fields that
    /// only the service sets stay as they are.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT on a path that does not exist and on a changed immutable
    /// field.</exception>
    public static T Apply<T>(this FieldMask? mask, T current, T patch) where T : class, IMessage<T>, IDeepCloneable<T>
    {
        var merged = current.Clone();
        List<(string, string)> violations = [];
        foreach (var path in Expand(mask, patch))
        {
            Copy(path.Split('.'), 0, patch, merged, path, violations, whole: IsWhole(mask));
        }

        return violations.Count == 0 ? merged : throw ApiError.Invalid(violations);
    }

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

    static void Copy(string[] path, int at, IMessage from, IMessage to, string named, List<(string, string)> violations,
        bool whole)
    {
        if (to.Descriptor.FindFieldByName(path[at]) is not { } field)
        {
            violations.Add(("update_mask", $"names '{named}', which is no field of the resource"));
        }
        else if (Has(field, FieldBehavior.OutputOnly) || Has(field, FieldBehavior.Identifier)
            || (at == 0 && field.Name == "etag"))
        {
            return;
        }
        else if (at < path.Length - 1)
        {
            Descend(path, at, field, from, to, named, violations, whole);
        }
        else if (!Has(field, FieldBehavior.Immutable))
        {
            MessageDiff.Set(field, from, to);
        }
        else if (!MessageDiff.Same(field, from, to) && !(whole && MessageDiff.IsDefault(field, from)))
        {
            violations.Add((named, "cannot be changed once it is set"));
        }
    }

    static void Descend(string[] path, int at, FieldDescriptor field, IMessage from, IMessage to, string named,
        List<(string, string)> violations, bool whole)
    {
        if (field.FieldType != FieldType.Message || field.IsRepeated || IsValueType(field.MessageType))
        {
            violations.Add(("update_mask", $"names '{named}', but '{field.Name}' can only be written as a whole"));
            return;
        }

        if (field.Accessor.GetValue(to) is not IMessage target)
        {
            field.Accessor.SetValue(to, target = MessageDiff.New(field.MessageType));
        }

        var source = field.Accessor.GetValue(from) as IMessage ?? MessageDiff.New(field.MessageType);
        Copy(path, at + 1, source, target, named, violations, whole);
    }

    static bool Has(FieldDescriptor field, FieldBehavior behaviour) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior).Contains(behaviour) ?? false;

    static bool IsValueType(MessageDescriptor message) => message.File.Package is "google.protobuf" or "google.type";
}
