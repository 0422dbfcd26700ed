using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.OpenApi.Contract;
using Mastery.Validation.V1;

namespace Mastery.OpenApi.Schemas;

/// <summary>Texts that the contract takes: those that its comments and hints give as examples, where they
/// fit.</summary>
static partial class TextExamples
{
    const string Uuid4 = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    const string ServiceMadeId = "0198f2c4-6d1e-7c3a-9b52-4f0e8a7d1c60";

    /// <summary>Forms that many contracts ask for in words only.</summary>
    static readonly string[] Common =
        ["head.of.maths@school.example", "01924 555100", "https://www.ncetm.org.uk/", "b", "south-yorkshire"];

    /// <summary>A value of a text field.</summary>
    /// <exception cref="InvalidOperationException">No example is known that fits its pattern.</exception>
    public static string Of(FieldDescriptor field) => ContractField.Of(field) switch
    {
        { NamePatterns: { Count: > 0 } patterns } => Name(patterns[0]),
        { Format: FieldInfo.Types.Format.Uuid4 } => Uuid4,
        { Rules.Format: Rules.Types.Format.Date } => "2025-09-01",
        { Rules.Format: Rules.Types.Format.AcademicYear } => "2025-26",
        { Rules.Pattern: { Length: > 0 } pattern } => Fitting(field, pattern),
        var contract => FreeText(field, contract.MaxLength),
    };

    /// <summary>The id that a name of this pattern ends with.</summary>
    public static string Id(string pattern) => Name(NamePattern.Parse(pattern)).Split('/')[^1];

    /// <summary>The name that the comment of the resource's own name gives as an example; else one with ids as the
    /// services make them.</summary>
    static string Name(NamePattern pattern)
    {
        var stated = ContractIndex.Resources
            .Where(resource => resource.Patterns.Contains(pattern.Text))
            .SelectMany(resource => Quoted(resource.Message.FindFieldByName("name")))
            .FirstOrDefault(name => pattern.Matches(name, wildcard: false));
        if (stated is not null || !pattern.Text.Contains('{', StringComparison.Ordinal))
        {
            return stated ?? pattern.Text;
        }

        var segments = pattern.Text.Split('/');
        var parent = pattern.Parent().Text;
        return string.Join('/', [.. parent.Length > 0 ? [Name(NamePattern.Parse(parent))] : Array.Empty<string>(),
            .. segments[parent.Split('/', StringSplitOptions.RemoveEmptyEntries).Length..^1], ServiceMadeId]);
    }

    static string Fitting(FieldDescriptor field, string pattern)
    {
        var rules = ContractField.Of(field).Rules!;
        var candidates = Quoted(field).Concat(Word().Matches(rules.Hint).Select(match => match.Value)).Concat(Common);
        return candidates.FirstOrDefault(text => Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.ECMAScript))
            ?? throw new InvalidOperationException(
                $"Say in the comment or hint of {field.FullName}: for example, and then a text that fits {pattern}.");
    }

    static string FreeText(FieldDescriptor field, int longest)
    {
        var text = field.Name switch
        {
            "filter" or "order_by" => "",
            _ => Quoted(field).FirstOrDefault() ?? Words.Sentence(field.Name),
        };
        return text.Length <= longest ? text : text[..longest];
    }

    /// <summary>What a comment quotes after "for example".</summary>
    static IEnumerable<string> Quoted(FieldDescriptor field) => ForExample().Matches(Comments.Of(field))
        .SelectMany(match => Quotation().Matches(match.Value)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("(for example|such as) .*")]
    private static partial Regex ForExample();

    [GeneratedRegex("[`\"]([^`\"]+)[`\"]")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"[^\s,;`""]+")]
    private static partial Regex Word();
}
