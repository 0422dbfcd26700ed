using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>A plan or a part of one as JSON of the contract, by the names of its fields: what was kept stays readable
/// when fields are added or numbered anew.</summary>
static class PartJson
{
    static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));
    static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>The kinds of parts, by the collection in their names.</summary>
    static readonly Dictionary<string, MessageDescriptor> Kinds = ContractIndex.Resources
        .Where(resource => resource.Patterns[0].StartsWith("hubs/{hub}/plans/{plan}", StringComparison.Ordinal))
        .ToDictionary(resource => resource.Patterns[0].Split('/')[^2], resource => resource.Message);

    /// <summary>The collections of a plan revision's message, and the field that holds each.</summary>
    static readonly Dictionary<string, FieldDescriptor> Fields = V1.PlanRevision.Descriptor.Fields.InDeclarationOrder()
        .Where(field => field.FieldType == FieldType.Message && Kinds.ContainsValue(field.MessageType))
        .ToDictionary(field => Kinds.First(kind => kind.Value == field.MessageType).Key);

    public static string Text(IMessage message) => Formatter.Format(message);

    public static IMessage Parse(string collection, string content) => Parser.Parse(content, Kinds[collection]);

    /// <summary>The field of a plan revision that holds the parts of a collection; null where none does.</summary>
    public static FieldDescriptor? Field(string collection) => Fields.GetValueOrDefault(collection);

    /// <summary>Whether a resource type is a plan or a part of one.</summary>
    public static bool IsPart(string type) => Kinds.Values.Any(kind => ResourceTypes.Of(kind) == type);

    /// <summary>What one part of a collection is called.</summary>
    public static string Noun(IMessage part) =>
        string.Concat(ContractResource.Of(part.Descriptor)!.Declaration.Singular.Select(
            letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}
