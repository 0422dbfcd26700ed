using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.OpenApi.Contract;

/// <summary>A REST path with a parameter for each id: <c>/v1/{name=hubs/*/plans/*}:share</c> is
/// <c>/v1/hubs/{hub}/plans/{plan}:share</c>.</summary>
/// <param name="Text">The path.</param>
/// <param name="Parameters">Its parameters, in their order.</param>
sealed partial record RestPath(string Text, IReadOnlyList<RestPath.Parameter> Parameters)
{
    /// <summary>An id in a path.</summary>
    /// <param name="Name">Its name, for example <c>workGroup</c>.</param>
    /// <param name="Pattern">The pattern of the resource name that ends with it, for example
    /// <c>hubs/{hub}/workGroups/{work_group}</c>.</param>
    /// <param name="Lists">Whether <c>-</c> may stand for every id.</param>
    public sealed record Parameter(string Name, string Pattern, bool Lists);

    public static RestPath Of(ContractMethod method, ContractRoute route)
    {
        var text = route.Template;
        List<Parameter> parameters = [];
        foreach (var (path, form) in route.Variables)
        {
            var field = Fields.Find(method.Descriptor.InputType, path);
            var pattern = PatternOf(field, form);
            text = text.Replace($"{{{path}={form}}}", IdVariable().Replace(pattern, Variable));
            parameters.AddRange(IdVariable().Matches(pattern).Select(match => new Parameter(
                Words.Camel(match.Groups[1].Value),
                pattern[..(match.Index + match.Length)],
                method.IsRead && ContractField.Of(field).ChildType.Length > 0)));
        }

        return new(text, parameters);
    }

    static string PatternOf(FieldDescriptor field, string form) => ContractField.Of(field).NamePatterns
        .Select(pattern => pattern.Text)
        .FirstOrDefault(pattern => IdVariable().Replace(pattern, "*") == form)
        ?? throw new InvalidOperationException(
            $"{field.FullName} is {form} in a path, and no resource that it can name has this form.");

    static string Variable(Match match) => $"{{{Words.Camel(match.Groups[1].Value)}}}";

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex IdVariable();
}
