using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Fakes.Serving;

namespace Mastery.Fakes.Resources;

/// <summary>The part of filters and orders that the fake has: <c>field = value</c>, joined with <c>AND</c>, and fields
/// to order by. What it does not have it refuses, so that no test passes by a list that was not filtered.</summary>
sealed partial class ListQuery
{
    readonly List<(FieldDescriptor Field, string Value)> _conditions = [];
    readonly List<(FieldDescriptor Field, bool Descending)> _orders = [];

    public ListQuery(string method, MessageDescriptor resource, string filter, string orderBy)
    {
        var fields = ListField.Of(resource)
            .Where(field => resource.FindFieldByName(field.Path) == field.Field).ToList();
        foreach (var part in And().Split(filter).Where(part => part.Trim().Length > 0))
        {
            var match = Condition().Match(part);
            var field = fields.FirstOrDefault(field => field.Path == match.Groups["field"].Value)?.Field;
            if (field is null || field.IsRepeated || field.FieldType == FieldType.Message
                || match.Groups["value"].Value.EndsWith('*'))
            {
                throw FakeError.Unimplemented($"the filter '{part.Trim()}' of {method}, only field = value and AND");
            }

            _conditions.Add((field, match.Groups["value"].Value));
        }

        foreach (var part in orderBy.Split(',').Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var field = fields.FirstOrDefault(field => field.Orders && field.Path == words[0])?.Field;
            _orders.Add(field is not null && words is [_] or [_, "desc"]
                ? (field!, words.Length == 2)
                : throw FakeError.Invalid("order_by", $"cannot be '{part}' in {method}"));
        }
    }

    public IReadOnlyList<IMessage> Of(IEnumerable<IMessage> resources)
    {
        var found = resources.Where(resource =>
            _conditions.TrueForAll(condition => Text(condition.Field, resource) == condition.Value));
        foreach (var (field, descending) in Enumerable.Reverse(_orders))
        {
            // The last one first: sorting keeps the order of equals.
            found = descending
                ? found.OrderByDescending(resource => Key(field, resource), StringComparer.Ordinal)
                : found.OrderBy(resource => Key(field, resource), StringComparer.Ordinal);
        }

        return [.. found];
    }

    /// <summary>A value as a filter writes it.</summary>
    static string Text(FieldDescriptor field, IMessage resource) => field.Accessor.GetValue(resource) switch
    {
        Enum value => field.EnumType.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture))
            ?.Name[(JsonNamingPolicy.SnakeCaseUpper.ConvertName(field.EnumType.Name).Length + 1)..] ?? "",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static string Key(FieldDescriptor field, IMessage resource) => field.Accessor.GetValue(resource) switch
    {
        Google.Protobuf.WellKnownTypes.Timestamp time => time.ToDateTime().ToString("O", CultureInfo.InvariantCulture),
        int or long => Convert.ToInt64(field.Accessor.GetValue(resource), CultureInfo.InvariantCulture)
            .ToString("D19", CultureInfo.InvariantCulture),
        _ => Text(field, resource),
    };

    [GeneratedRegex("""\s+AND\s+(?=(?:[^"]*"[^"]*")*[^"]*$)""")]
    private static partial Regex And();

    [GeneratedRegex("""^\s*(?<field>[a-z_]+)\s*=\s*(?:"(?<value>[^"]*)"|(?<value>[^\s"()]+))\s*$""")]
    private static partial Regex Condition();
}
