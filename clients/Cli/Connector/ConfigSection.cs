using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mastery.Cli.Connector;

/// <summary>A part of the configuration. What is wrong in it is collected, so that all of it can be said at
/// once.</summary>
/// <param name="json">The part; null where it is missing.</param>
/// <param name="path">Its place in the file; empty for the whole.</param>
/// <param name="folder">What relative paths begin at: where the file is.</param>
/// <param name="problems">Takes what is wrong.</param>
sealed class ConfigSection(JsonObject? json, string path, string folder, List<string> problems)
{
    readonly HashSet<string> _known = [];

    /// <summary>Whether a setting is there.</summary>
    public bool Has(string name)
    {
        _known.Add(name);
        return json?[name] is not null;
    }

    /// <summary>A part of it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hint">What to write where it is missing; null where it may be.</param>
    public ConfigSection Section(string name, string? hint = null)
    {
        var value = Value(name, hint);
        var section = value as JsonObject;
        if (value is not null && section is null)
        {
            Wrong(name, hint ?? "write { … }");
        }

        return new(section, Place(name), folder, problems);
    }

    /// <summary>The parts in a list.</summary>
    public IReadOnlyList<ConfigSection> List(string name, string hint)
    {
        var items = Value(name, hint) as JsonArray;
        if (Has(name) && (items is not { Count: > 0 } || items.Any(item => item is not JsonObject)))
        {
            Wrong(name, hint);
            return [];
        }

        return [.. (items ?? []).Select((item, index) =>
            new ConfigSection((JsonObject)item!, $"{Place(name)}[{index}]", folder, problems))];
    }

    /// <summary>A text.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="hint">What to write.</param>
    /// <param name="required">Whether it must be there.</param>
    /// <param name="pattern">What it must be like.</param>
    public string Text(string name, string hint, bool required = false, string pattern = "(?s).+") =>
        Parsed(name, required ? hint : null, hint, text => Regex.IsMatch(text, $"^(?:{pattern})$") ? text : null) ?? "";

    /// <summary>A path, from the folder of the configuration.</summary>
    public string? FilePath(string name, string hint, bool required = false) =>
        Text(name, hint, required) is { Length: > 0 } text ? Path.GetFullPath(text, folder) : null;

    /// <summary>An address.</summary>
    public Uri? Address(string name, string hint, bool required = false) =>
        Parsed(name, required ? hint : null, hint, text => Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" ? uri : null);

    /// <summary>A value that is written as a text.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="missing">What to write where it is missing; null where it may be.</param>
    /// <param name="wrong">What to write where it is something else.</param>
    /// <param name="read">Reads it; null where it is none.</param>
    public T? Parsed<T>(string name, string? missing, string wrong, Func<string, T?> read)
    {
        if (Value(name, missing) is not { } value)
        {
            return default;
        }

        var found = value.GetValueKind() == JsonValueKind.String ? read(value.GetValue<string>()) : default;
        if (found is null)
        {
            Wrong(name, wrong);
        }

        return found;
    }

    /// <summary>A whole number.</summary>
    public int? Number(string name, int least, int most)
    {
        if (Value(name, null) is not { } value)
        {
            return null;
        }

        if (value is JsonValue number && number.TryGetValue<int>(out var found) && found >= least && found <= most)
        {
            return found;
        }

        Wrong(name, string.Create(CultureInfo.InvariantCulture, $"write a number from {least} to {most}"));
        return null;
    }

    /// <summary>Yes or no.</summary>
    public bool Flag(string name)
    {
        if (Value(name, null) is { } value && value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            Wrong(name, "write true or false");
        }

        return json?[name]?.GetValueKind() == JsonValueKind.True;
    }

    /// <summary>A secret, which stands elsewhere.</summary>
    public Secret Secret(string name)
    {
        const string Hint = """write { "env": "NAME_OF_VARIABLE" } or { "file": "/path/of/file" }""";
        var value = Value(name, Hint);
        if (value is JsonValue)
        {
            problems.Add($"{Place(name)}: a secret must not stand in this file; put it into an environment variable "
                + $"or a file that only this user may read, and {Hint}. Change the secret, as others may have seen it");
            return new(null, "");
        }

        var section = Section(name);
        var (variable, file) = (section.Text("env", Hint), section.FilePath("file", Hint));
        section.End();
        var secret = new Secret(variable.Length > 0 ? variable : null, file ?? "");
        if (value is not null && (variable.Length > 0) == (file is not null))
        {
            Wrong(name, Hint);
        }
        else if (value is not null && secret.Problem() is { } problem)
        {
            problems.Add($"{Place(name)}: {problem}");
        }

        return secret;
    }

    /// <summary>Says that a setting is wrong.</summary>
    public void Wrong(string name, string hint) => problems.Add($"{Place(name)}: {hint}");

    /// <summary>Says which settings there are not; to be called when all were asked for.</summary>
    public void End() => problems.AddRange(
        (json ?? []).Select(one => one.Key).Where(name => !_known.Contains(name)).Select(name =>
            $"{Place(name)}: there is no such setting; known here are {string.Join(", ", _known.Order())}"));

    JsonNode? Value(string name, string? missing)
    {
        if (!Has(name) && missing is not null && json is not null)
        {
            problems.Add($"{Place(name)}: is missing; {missing}");
        }

        return json?[name];
    }

    string Place(string name) => path.Length > 0 ? $"{path}.{name}" : name;
}
