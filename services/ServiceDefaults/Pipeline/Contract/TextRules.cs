using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Validation.V1;

namespace Mastery.ServiceDefaults;

/// <summary>The rules of a text: characters, length, pattern, format, and the form and hub of a resource
/// name.</summary>
sealed class TextRules
{
    readonly int _maxLength;
    readonly Regex? _pattern;
    readonly string _hint;
    readonly TextFormat? _format;
    readonly Func<string, bool, bool>? _name;
    readonly string _expected = "";
    readonly bool _parent;

    public TextRules(FieldDescriptor field, Rules? rules, bool identifier)
    {
        _maxLength = rules is { MaxLength: > 0 } ? (int)Math.Min(rules.MaxLength, int.MaxValue)
            : field.Name == "page_token" ? Limits.PageTokenCharacters
            : ContractField.LongestText;
        _hint = rules is { Hint.Length: > 0 } ? rules.Hint : "does not have the form it must have";
        _pattern = rules is { Pattern.Length: > 0 }
            ? new Regex($"^(?:{rules.Pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)
            : null;
        _format = TextFormat.Of(field, rules);
        var reference = field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference);
        _parent = reference is { ChildType.Length: > 0 } || field.Name == "parent";
        var type = identifier ? ResourceTypes.Of(field.ContainingType) : reference is { ChildType.Length: > 0 }
            ? reference.ChildType : reference?.Type ?? "";
        if (ResourceTypes.Find(type) is { } found)
        {
            var patterns = reference is { ChildType.Length: > 0 } ? found.ParentPatterns : found.NamePatterns;
            _name = reference is { ChildType.Length: > 0 } ? found.MatchesParent : found.Matches;
            _expected = "must be a name of the form " + string.Join(" or ", patterns.Select(pattern => pattern.Text));
        }
    }

    public void Check(object value, string path, ContractCheck check)
    {
        var text = (string)value;
        if (text.Length == 0)
        {
            return;
        }

        if (Violation(text, check) is { } description)
        {
            check.Violate(path, description);
        }
    }

    string? Violation(string text, ContractCheck check) =>
        text.Length > _maxLength && CodePoints(text) > _maxLength ? $"may have at most {_maxLength} characters"
        : text.Contains('\0', StringComparison.Ordinal) || !TextForm.IsWellFormed(text)
            ? "may not hold NUL characters or broken surrogates"
        : _name is not null ? Name(text, check)
        : _pattern is not null && !_pattern.IsMatch(text) ? _hint.StartsWith("must", StringComparison.Ordinal) ? _hint
            : $"must be {_hint}"
        : _format?.Violation(text);

    string? Name(string name, ContractCheck check)
    {
        if (!_name!(name, _parent && check.Wildcards))
        {
            return _expected;
        }

        var hub = name.HubId();
        return check.Hub is ResourceName.National or "*" || hub.Length == 0 || hub == check.Hub || IsHubItself(name)
            ? null
            : "must be of the hub that the call is about";
    }

    static bool IsHubItself(string name) => name.IndexOf('/', "hubs/".Length) < 0;

    static int CodePoints(string text) => text.Length - text.Count(char.IsLowSurrogate);
}
