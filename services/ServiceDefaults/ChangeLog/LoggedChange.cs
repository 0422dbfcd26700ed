using System.Text;
using System.Text.Json;
using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>A change as the log keeps it: before and after without personal values, and those by whom they are found
/// by.</summary>
sealed record LoggedChange(string Paths, string? Before, string? After, string? Personal)
{
    static readonly JsonFormatter Json = JsonFormatter.Default;

    /// <summary>What the log keeps of a change.</summary>
    public static LoggedChange Of(Change change)
    {
        var paths = string.Join(',', MessageDiff.Paths(change.Before, change.After));
        var fields = PersonalFields.Of((change.After ?? change.Before)!.Descriptor);
        if (fields.None)
        {
            return new(paths, Text(change.Before), Text(change.After), null);
        }

        SortedDictionary<string, List<string>> personal = new(StringComparer.Ordinal);
        var before = Split(change.Before, "before", change.Resource, fields, personal);
        var after = Split(change.After, "after", change.Resource, fields, personal);
        return new(paths, before, after, Text(personal));
    }

    static string? Split(IMessage? state, string side, string resource, PersonalFields fields,
        SortedDictionary<string, List<string>> personal)
    {
        if (state is null)
        {
            return null;
        }

        // A copy: what the message holds may be part of the answer too.
        var rest = MessageDiff.Clone(state);
        foreach (var (subject, part) in fields.Extract(rest, resource))
        {
            if (!personal.TryGetValue(subject, out var sides))
            {
                personal[subject] = sides = [];
            }

            sides.Add($"\"{side}\":{Text(part)}");
        }

        return Text(rest);
    }

    /// <summary><c>{"subject": {"before": {…}, "after": {…}}}</c>; null when there is no subject.</summary>
    static string? Text(SortedDictionary<string, List<string>> personal)
    {
        if (personal.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var (subject, sides) in personal)
        {
            text.Append(text.Length == 0 ? '{' : ',').Append('"').Append(JsonEncodedText.Encode(subject)).Append("\":{")
                .AppendJoin(',', sides).Append('}');
        }

        return text.Append('}').ToString();
    }

    static string? Text(IMessage? message) => message is null ? null : Json.Format(message);
}
