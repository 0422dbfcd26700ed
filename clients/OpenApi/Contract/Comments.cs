using System.Reflection;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.OpenApi.Contract;

/// <summary>The comments of the contract, read from the descriptor set that the build embeds: compiled descriptors have
/// none.</summary>
static partial class Comments
{
    static readonly Dictionary<string, string> Known = Read();

    static readonly HashSet<string> FieldNames = [.. ContractIndex.Messages
        .SelectMany(message => message.Fields.InDeclarationOrder()).Select(field => field.Name)];

    /// <summary>The comment of a message, field, enum, service or method, with fields named as JSON names them; empty
    /// where it has none.</summary>
    public static string Of(IDescriptor descriptor) => Name().Replace(
        Known.GetValueOrDefault(Key(descriptor), ""),
        match => FieldNames.Contains(match.Groups[1].Value) ? $"`{Words.Camel(match.Groups[1].Value)}`" : match.Value);

    // A value of an enum is declared in the scope around the enum, where its name may be there twice.
    static string Key(IDescriptor descriptor) => descriptor is EnumValueDescriptor value
        ? $"{value.EnumDescriptor.FullName}.{value.Name}"
        : descriptor.FullName;

    static Dictionary<string, string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("contract.binpb")!;
        var set = FileDescriptorSet.Parser.ParseFrom(stream);
        Dictionary<string, string> found = [];
        foreach (var file in FileDescriptor.BuildFromByteStrings(set.File.Select(file => file.ToByteString())))
        {
            foreach (var (descriptor, declaration) in Declared(file))
            {
                found[Key(descriptor)] = Text(declaration?.LeadingComments ?? "");
            }
        }

        return found;
    }

    static IEnumerable<(IDescriptor, DescriptorDeclaration?)> Declared(FileDescriptor file) =>
    [
        .. file.Services.Select(service => ((IDescriptor)service, service.Declaration)),
        .. file.Services.SelectMany(service => service.Methods)
            .Select(method => ((IDescriptor)method, method.Declaration)),
        .. file.EnumTypes.SelectMany(Declared),
        .. file.MessageTypes.SelectMany(Declared),
    ];

    static IEnumerable<(IDescriptor, DescriptorDeclaration?)> Declared(MessageDescriptor message) =>
    [
        (message, message.Declaration),
        .. message.Fields.InDeclarationOrder().Select(field => ((IDescriptor)field, field.Declaration)),
        .. message.EnumTypes.SelectMany(Declared),
        .. message.NestedTypes.SelectMany(Declared),
    ];

    static IEnumerable<(IDescriptor, DescriptorDeclaration?)> Declared(EnumDescriptor type) =>
        [(type, type.Declaration), .. type.Values.Select(value => ((IDescriptor)value, value.Declaration))];

    /// <summary>The comment as Markdown: lines of a paragraph are joined.</summary>
    static string Text(string comment) => string.Join("\n\n", ParagraphBreak().Split(comment.Replace("\r", ""))
        .Select(paragraph => string.Join(' ', paragraph.Split('\n').Select(line => line.Trim())).Trim())
        .Where(paragraph => paragraph.Length > 0));

    [GeneratedRegex("`([a-z0-9_]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex ParagraphBreak();
}
