using Google.Protobuf;

namespace Mastery.Cli.Bulk;

/// <summary>What an import changes of a resource.</summary>
static class FieldChanges
{
    /// <summary>The fields that differ, as update masks name them.</summary>
    public static IReadOnlyList<string> Between<T>(T before, T after) where T : IMessage =>
    [
        .. before.Descriptor.Fields.InDeclarationOrder()
            .Where(field => !Equals(field.Accessor.GetValue(before), field.Accessor.GetValue(after)))
            .Select(field => field.Name),
    ];

    /// <summary>The fields in words.</summary>
    public static string Words(IEnumerable<string> fields) =>
        string.Join(", ", fields.Select(field => field.Replace('_', ' ')));
}
