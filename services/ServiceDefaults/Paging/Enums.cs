using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>Enums of the contract as text, the way tables keep them: the value's name without the type's prefix, so
/// that <c>PLAN_STATE_DRAFT</c> is <c>DRAFT</c>.</summary>
public static class Enums
{
    static readonly ConcurrentDictionary<Type, (Dictionary<string, Enum> Values, Dictionary<Enum, string> Texts)>
        Known = new();

    /// <summary>The text of <paramref name="value"/>.</summary>
    public static string Text<T>(T value) where T : struct, Enum => Of(typeof(T)).Texts[value];

    /// <summary>The same where only the value itself knows its type.</summary>
    internal static string TextOf(Enum value) => Of(value.GetType()).Texts[value];

    /// <summary>The value of a text that <see cref="Text"/> made.</summary>
    /// <exception cref="ArgumentException">The text is of no value.</exception>
    public static T Parse<T>(string text) where T : struct, Enum => (T)Parse(typeof(T), text);

    /// <inheritdoc cref="Parse{T}"/>
    internal static Enum Parse(Type type, string text) =>
        Of(type).Values.TryGetValue(text, out var value) ? value
            : throw new ArgumentException($"'{text}' is no {type.Name}.", nameof(text));

    /// <summary>The value of a text, with or without the type's prefix.</summary>
    public static bool TryParse<T>(string text, out T value) where T : struct, Enum
    {
        var found = Of(typeof(T)).Values.TryGetValue(text, out var any);
        value = found ? (T)any! : default;
        return found;
    }

    /// <summary>The text of each value, by its name with and without the type's prefix.</summary>
    internal static IReadOnlyDictionary<string, string> Texts(EnumDescriptor type)
    {
        var prefix = Upper(type.Name) + "_";
        Dictionary<string, string> texts = [];
        foreach (var name in type.Values.Select(value => value.Name))
        {
            var text = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
            texts[name] = texts[text] = text;
        }

        return texts;
    }

    static (Dictionary<string, Enum> Values, Dictionary<Enum, string> Texts) Of(Type type) =>
        Known.GetOrAdd(type, Read);

    static (Dictionary<string, Enum> Values, Dictionary<Enum, string> Texts) Read(Type type)
    {
        var prefix = Upper(type.Name) + "_";
        Dictionary<string, Enum> values = [];
        Dictionary<Enum, string> texts = [];
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var value = (Enum)field.GetValue(null)!;
            var full = field.GetCustomAttribute<OriginalNameAttribute>()?.Name ?? field.Name;
            var text = full.StartsWith(prefix, StringComparison.Ordinal) ? full[prefix.Length..] : full;
            values[full] = values[text] = value;
            texts.TryAdd(value, text);
        }

        return (values, texts);
    }

    /// <summary><c>PlanState</c> as <c>PLAN_STATE</c>.</summary>
    static string Upper(string name)
    {
        var upper = new StringBuilder();
        foreach (var character in name)
        {
            _ = (char.IsAsciiLetterUpper(character) && upper.Length > 0 ? upper.Append('_') : upper)
                .Append(char.ToUpperInvariant(character));
        }

        return upper.ToString();
    }
}
