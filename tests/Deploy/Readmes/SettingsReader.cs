using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mastery.Deploy.Tests.Readmes;

/// <summary>The settings that a program's source reads: every call of the configuration API, with its key. Numbers are
/// written <c>N</c> and names of services <c>SERVICE</c>, as in the READMEs.</summary>
sealed partial class SettingsReader
{
    // Many tests ask for the same few folders.
    static readonly ConcurrentDictionary<string, Lazy<IReadOnlySet<string>>> Known = new();

    readonly List<SyntaxNode> _roots;
    readonly List<string> _unreadable = [];

    SettingsReader(IEnumerable<string> files) => _roots =
        [.. files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file).GetRoot())];

    /// <summary>The keys that the source in some folders reads.</summary>
    /// <param name="folders">Folders of projects.</param>
    /// <exception cref="Xunit.Sdk.XunitException">A key is not written where it is read, so nobody can list
    /// it.</exception>
    public static IReadOnlySet<string> KeysIn(params IReadOnlyList<string> folders) =>
        Known.GetOrAdd(string.Join(' ', folders), _ => new(() => Read(folders))).Value;

    static HashSet<string> Read(IReadOnlyList<string> folders)
    {
        var reader = new SettingsReader(folders.SelectMany(SourceTree.Files));
        var keys = reader._roots.SelectMany(root => root.DescendantNodes()).SelectMany(reader.KeysOf).ToHashSet();
        Assert.True(reader._unreadable.Count == 0,
            $"Write the key where it is read:\n{string.Join('\n', reader._unreadable)}");
        return keys;
    }

    IEnumerable<string> KeysOf(SyntaxNode node) => node switch
    {
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [var key] } access
            when IsConfiguration(access.Expression) => [Key(key)],
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name } method,
            ArgumentList.Arguments: [var key, ..],
        } call => name switch
        {
            "GetConnectionString" => [$"ConnectionStrings:{Key(key)}"],
            "GetValue" when IsConfiguration(method.Expression) => [Key(key)],
            "GetSection" when Next(call) is { } read => Section(Key(key), read),
            "BindConfiguration" => Section(Key(key), method.Expression),
            _ => [],
        },
        _ => [],
    };

    /// <summary>The keys of a section that is bound to the type argument of a call: <c>Get&lt;T&gt;()</c> or
    /// <c>AddOptions&lt;T&gt;()</c>.</summary>
    IEnumerable<string> Section(string key, SyntaxNode call) =>
        call.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault() is { } name
            ? KeysOf(key, name.TypeArgumentList.Arguments[0])
            : [];

    IEnumerable<string> KeysOf(string key, TypeSyntax type) => type switch
    {
        ArrayTypeSyntax array => KeysOf($"{key}:N", array.ElementType),
        GenericNameSyntax { TypeArgumentList.Arguments: [var element] } => KeysOf($"{key}:N", element),
        IdentifierNameSyntax name when Properties(name.Identifier.Text) is { Count: > 0 } properties =>
            properties.SelectMany(property => KeysOf($"{key}:{property.Identifier.Text}", property.Type)),
        _ => [key],
    };

    List<PropertyDeclarationSyntax> Properties(string type) =>
    [
        .. _roots.SelectMany(root => root.DescendantNodes()).OfType<TypeDeclarationSyntax>()
            .Where(declaration => declaration.Identifier.Text == type)
            .SelectMany(declaration => declaration.Members.OfType<PropertyDeclarationSyntax>())
            .Where(property => property.Modifiers.Any(SyntaxKind.PublicKeyword) && property.ExpressionBody is null),
    ];

    string Key(ArgumentSyntax argument)
    {
        switch (argument.Expression)
        {
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                return literal.Token.ValueText;
            case InterpolatedStringExpressionSyntax text:
                return string.Concat(text.Contents.Select(part =>
                    part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "SERVICE"));
            default:
                var line = argument.GetLocation().GetLineSpan();
                _unreadable.Add($"{line.Path}:{line.StartLinePosition.Line + 1}: {argument.Parent!.Parent}");
                return "";
        }
    }

    // What is called on the result: `.Get<T>()` in `configuration.GetSection("Limits").Get<T>()`.
    static SimpleNameSyntax? Next(InvocationExpressionSyntax call) =>
        call.Parent is MemberAccessExpressionSyntax { Name: var name } ? name : null;

    static bool IsConfiguration(ExpressionSyntax expression) => Configuration().IsMatch(expression.ToString());

    [GeneratedRegex(@"onfiguration(>\(\))?$")]
    private static partial Regex Configuration();
}
