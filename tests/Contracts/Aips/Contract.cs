using Google.Api;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts.Tests.Aips;

/// <summary>What the tests of the AIPs ask of the contract.</summary>
static class Contract
{
    public static TheoryData<string> Methods(Func<ContractMethod, bool> where) =>
        [.. ContractIndex.Methods.Where(where).Select(method => method.Descriptor.FullName)];

    public static ContractMethod Method(string fullName) =>
        ContractIndex.Methods.Single(method => method.Descriptor.FullName == fullName);

    public static ContractResource? ResourceOf(MessageDescriptor message) =>
        ContractIndex.Resources.SingleOrDefault(resource => resource.Message.FullName == message.FullName);

    public static ContractResource? ResourceOf(string type) =>
        ContractIndex.Resources.SingleOrDefault(resource => resource.Type == type);

    /// <summary>The resource that a method `prefix` + its singular or plural is a standard method of, if any.</summary>
    public static ContractResource? StandardResource(this ContractMethod method, string prefix) =>
        method.Descriptor.Name.StartsWith(prefix, StringComparison.Ordinal)
            ? ContractIndex.Resources.SingleOrDefault(resource => method.Descriptor.Name[prefix.Length..]
                == Pascal(prefix == "List" ? resource.Declaration.Plural : resource.Declaration.Singular))
            : null;

    static readonly string[] StandardPrefixes = ["Get", "List", "Create", "Update", "Delete"];

    public static bool IsStandard(this ContractMethod method) =>
        StandardPrefixes.Any(prefix => method.StandardResource(prefix) is not null);

    public static bool IsCustom(this ContractMethod method) =>
        !method.IsStandard() && !method.IsStreaming && !method.IsOfLog();

    /// <summary>Whether it reads the change log. Changes are entries of a log and no resources, and each service has a
    /// log of its own.</summary>
    public static bool IsOfLog(this ContractMethod method) =>
        method.Descriptor.InputType.File.Package == "mastery.changes.v1";

    /// <summary>Whether it streams changes without end: over REST, a line for each message.</summary>
    public static bool Watches(this ContractMethod method) =>
        method.IsRead && method.Routes.Any(route => route.CustomVerb == "watch");

    public static FieldDescriptor? Input(this ContractMethod method, string field) =>
        method.Descriptor.InputType.FindFieldByName(field);

    public static FieldDescriptor? Output(this ContractMethod method, string field) =>
        method.Descriptor.OutputType.FindFieldByName(field);

    public static IReadOnlyList<FieldBehavior> Behaviors(this FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) is { } behaviors ? [.. behaviors] : [];

    public static ResourceReference? Reference(this FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference);

    /// <summary>The pattern as a route has it: `hubs/{hub}/plans/{plan}` is `hubs/*/plans/*`.</summary>
    public static string Wildcards(string pattern) =>
        string.Join('/', pattern.Split('/').Select(segment => segment.StartsWith('{') ? "*" : segment));

    /// <summary>The pattern that a method's routes are about: of several, each is that of one service.</summary>
    public static string PatternOf(this ContractMethod method, ContractResource resource) => resource.Patterns
        .FirstOrDefault(pattern => method.Routes.All(route =>
            route.Segments.Any(segment => segment.Split(':')[0] == Collection(pattern))), resource.Patterns[0]);

    /// <summary>The pattern of the parent: `hubs/{hub}/plans/{plan}` is `hubs/*`, `hubs/{hub}` is empty.</summary>
    public static string Parent(ContractResource resource) =>
        string.Join('/', Wildcards(resource.Patterns[0]).Split('/')[..^2]);

    /// <summary>The collection: `hubs/{hub}/plans/{plan}` is `plans`.</summary>
    public static string Collection(string pattern) => pattern.Split('/')[^2];

    public static string Pascal(string camel) => char.ToUpperInvariant(camel[0]) + camel[1..];

    public static string Camel(string pascal) => char.ToLowerInvariant(pascal[0]) + pascal[1..];

    public static string Snake(string camel) =>
        string.Concat(camel.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"))
            .TrimStart('_');
}
