using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.Csv;

/// <summary>The text of a field in a cell.</summary>
static class CsvText
{
    const string Separator = "; ";

    /// <summary>The text of a value.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="value">What the field's accessor answers.</param>
    public static string Of(FieldDescriptor field, object? value) => value switch
    {
        ICollection { Count: 0 } => "",
        IDictionary or IList and [IMessage, ..] => Json(value),
        IList values => string.Join(Separator, values.Cast<object?>().Select(item => OfOne(field, item))),
        _ => OfOne(field, value),
    };

    static string OfOne(FieldDescriptor field, object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        ByteString bytes => bytes.ToBase64(),
        IMessage message => Unquoted(Json(message)),
        _ when field.FieldType == FieldType.Enum => OfEnum(field.EnumType, Convert.ToInt32(
            value, CultureInfo.InvariantCulture)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    static string OfEnum(EnumDescriptor type, int number) => number == 0 ? ""
        : type.FindValueByNumber(number)?.Name ?? number.ToString(CultureInfo.InvariantCulture);

    static string Json(object value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        JsonFormatter.Default.WriteValue(text, value);
        return text.ToString();
    }

    /// <summary>Times, durations and masks are JSON strings.</summary>
    static string Unquoted(string json) => json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json)! : json;
}
