using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Mastery.Changes.V1;

namespace Mastery.Cli.Lists;

/// <summary>A change as people read it: when, who, what, and each field from what to what. Resources keep their names:
/// to look up what people call them would itself be a read of personal values.</summary>
static class ChangeText
{
    const int LongestValue = 200;
    const string Nothing = "nothing";

    /// <summary>Its lines.</summary>
    public static IEnumerable<string> Lines(Change change)
    {
        var right = change.Scope.Length > 0 ? $", by {change.Scope}" : "";
        yield return $"{England.Moment(change.ChangeTime)}  {change.Actor} {Verb(change.Kind)} {change.Resource}  "
            + $"(revision {change.Revision}{right})";
        foreach (var path in change.Paths)
        {
            yield return $"    {path}: {Values(change, path)}";
        }

        foreach (var subject in change.ErasedSubjects)
        {
            yield return $"    the personal values of {subject} were erased";
        }
    }

    static string Verb(Change.Types.Kind kind) => kind switch
    {
        Change.Types.Kind.Updated => "changed",
        _ => kind.Plain(),
    };

    static string Values(Change change, string path)
    {
        var (before, after) = (Side(change, "before", change.Before, path), Side(change, "after", change.After, path));
        return change.Kind == Change.Types.Kind.Created && before == Nothing ? after
            : before == after ? before
            : $"{before} → {after}";
    }

    static string Side(Change change, string side, Struct? state, string path)
    {
        var withheld = change.WithheldFields.Any(field => field == side || $"{side}.{path}" == field
            || $"{side}.{path}".StartsWith($"{field}.", StringComparison.Ordinal));
        return withheld ? "withheld" : Text(path.Split('.')[^1], Find(state, path));
    }

    /// <summary>The value at a path of the contract, in a state whose fields are named as JSON names them.</summary>
    static Value? Find(Struct? state, string path)
    {
        Value? found = null;
        foreach (var name in path.Split('.').Select(CamelCase))
        {
            if (state is null || !state.Fields.TryGetValue(name, out found))
            {
                return null;
            }

            state = found.StructValue;
        }

        return found;
    }

    static string Text(string field, Value? value)
    {
        var text = value?.KindCase switch
        {
            null or Value.KindOneofCase.NullValue or Value.KindOneofCase.None => Nothing,
            Value.KindOneofCase.StringValue => PlainValue.Of(field, value.StringValue)
                ?? Google.Protobuf.JsonFormatter.Default.Format(value),
            Value.KindOneofCase.NumberValue => value.NumberValue.ToString(CultureInfo.InvariantCulture),
            Value.KindOneofCase.BoolValue => value.BoolValue ? "yes" : "no",
            _ => Google.Protobuf.JsonFormatter.Default.Format(value),
        };
        return text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
    }

    static string CamelCase(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words[1..].Select(word =>
            word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
