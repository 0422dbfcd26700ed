using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>A change as the log keeps it: before and after without personal values, and those by whom they are found
/// by.</summary>
sealed record LoggedChange(string? Before, string? After, string? Personal)
{
    static readonly JsonFormatter Json = JsonFormatter.Default;

    public static LoggedChange Of(Change change)
    {
        var fields = PersonalFields.Of((change.After ?? change.Before)!.Descriptor);
        if (fields.None)
        {
            return new(Text(change.Before), Text(change.After), null);
        }

        JsonObject personal = [];
        return new(
            Split(change.Before, "before", change.Resource, fields, personal),
            Split(change.After, "after", change.Resource, fields, personal),
            personal.Count == 0 ? null : personal.ToJsonString());
    }

    static string? Split(IMessage? state, string side, string resource, PersonalFields fields, JsonObject personal)
    {
        if (state is null)
        {
            return null;
        }

        var rest = MessageDiff.Clone(state);
        foreach (var (subject, part) in fields.Extract(rest, resource))
        {
            if (personal[subject] is not JsonObject sides)
            {
                personal[subject] = sides = [];
            }

            sides[side] = JsonNode.Parse(Text(part)!);
        }

        return Text(rest);
    }

    static string? Text(IMessage? message) => message is null ? null : Json.Format(message);
}
