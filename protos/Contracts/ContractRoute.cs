using System.Text.RegularExpressions;
using Google.Api;

namespace Mastery.Contracts;

/// <summary>One REST form of an RPC, from a <c>google.api.http</c> rule.</summary>
/// <param name="Verb">The HTTP method in capitals.</param>
/// <param name="Template">The path template as in the contract, for example <c>/v1/{name=hubs/*}:close</c>.</param>
/// <param name="Body">The request field that the body is, <c>*</c> for the whole request, empty for no body.</param>
public sealed partial record ContractRoute(string Verb, string Template, string Body)
{
    /// <summary>The custom verb after the colon, for example <c>close</c>; empty on a standard method
    /// (AIP-136).</summary>
    public string CustomVerb { get; } = CustomVerbPattern().Match(Template).Groups[1].Value;

    /// <summary>
    /// The path's segments with <c>*</c> for each variable one, the custom verb on the last:
    /// <c>v1</c>, <c>hubs</c>, <c>*:close</c>.
    /// </summary>
    public IReadOnlyList<string> Segments { get; } =
        VariablePattern()
            .Replace(Template, match => match.Groups["value"] is { Success: true, Value: var value } ? value : "*")
            .TrimStart('/')
            .Split('/');

    /// <summary>The request fields bound by the path, for example <c>name</c> or <c>plan.name</c>.</summary>
    public IReadOnlyList<string> PathFields { get; } =
        [.. VariablePattern().Matches(Template).Select(match => match.Groups["field"].Value)];

    /// <summary>The same with the form of each, for example <c>hubs/*</c>.</summary>
    public IReadOnlyList<(string Field, string Form)> Variables { get; } =
    [
        .. VariablePattern().Matches(Template).Select(match => (match.Groups["field"].Value,
            match.Groups["value"] is { Success: true, Value: var value } ? value : "*")),
    ];

    /// <summary>The route pattern of ASP.NET Core, each variable segment by its place:
    /// <c>/v1/{name=hubs/*/plans/*}:share</c> is <c>/v1/hubs/{p2}/plans/{p4}:share</c>.</summary>
    /// <exception cref="NotSupportedException">A variable has several segments without number.</exception>
    public string RoutePattern => "/" + string.Join('/', Segments.Select((segment, index) => segment switch
    {
        "**" => throw new NotSupportedException($"A variable of several segments is not routed: {Template}."),
        ['*', ..] => $"{{p{index}}}{segment[1..]}",
        _ => segment,
    }));

    /// <summary>The request fields bound by the path, with their values.</summary>
    /// <param name="value">The value of a segment of <see cref="RoutePattern"/> by its name, for example
    /// <c>p2</c>.</param>
    public IEnumerable<(string Field, string Value)> FieldValues(Func<string, string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var segments = new Queue<string>(Enumerable.Range(0, Segments.Count)
            .Where(index => Segments[index] is ['*', ..]).Select(index => value($"p{index}")));
        return
        [
            .. Variables.Select(variable => (variable.Field, string.Join('/',
                variable.Form.Split('/').Select(part => part == "*" ? segments.Dequeue() : part)))),
        ];
    }

    internal static ContractRoute Of(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => new("GET", rule.Get, rule.Body),
        HttpRule.PatternOneofCase.Put => new("PUT", rule.Put, rule.Body),
        HttpRule.PatternOneofCase.Post => new("POST", rule.Post, rule.Body),
        HttpRule.PatternOneofCase.Delete => new("DELETE", rule.Delete, rule.Body),
        HttpRule.PatternOneofCase.Patch => new("PATCH", rule.Patch, rule.Body),
        HttpRule.PatternOneofCase.Custom => new(rule.Custom.Kind, rule.Custom.Path, rule.Body),
        _ => throw new InvalidOperationException($"An http rule has no pattern: {rule}"),
    };

    [GeneratedRegex(@"\{(?<field>[^=}]+)(=(?<value>[^}]+))?\}")]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@":([A-Za-z][A-Za-z0-9]*)$")]
    private static partial Regex CustomVerbPattern();
}
