using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Format = Mastery.Validation.V1.Rules.Types.Format;

namespace Mastery.DevelopmentPlans;

/// <summary>The fields of plans and their parts in words.</summary>
static class FieldWords
{
    const string Unspecified = "UNSPECIFIED";

    /// <summary>What a field is called: <c>due_date</c> is "due date".</summary>
    public static string Label(FieldDescriptor field) => field.Name.Replace('_', ' ');

    /// <summary>What one of several is called.</summary>
    public static string Singular(FieldDescriptor field) => Label(field) switch
    {
        [.. var stem, 'i', 'a'] when stem.EndsWith("criter", StringComparison.Ordinal) => $"{stem}ion",
        [.. var stem, 's'] => stem,
        var word => word,
    };

    /// <summary>Whether a field is text that people write, and neither a day nor the name of something.</summary>
    public static bool IsFreeText(FieldDescriptor field) => field.FieldType == FieldType.String
        && ContractField.Of(field) is { Type: "", ChildType: "", Rules: null or { Format: Format.Unspecified } };

    /// <summary>Whether a field names something that is no part of a plan: people, departments, enrolments.</summary>
    public static bool NamesOther(FieldDescriptor field) => field.FieldType == FieldType.String
        && ContractField.Of(field).Type is { Length: > 0 } type && !PartJson.IsPart(type);

    /// <summary>The value of a field as text; empty where it has none.</summary>
    public static string Value(FieldDescriptor field, IMessage message, PartTitles titles) => field switch
    {
        { IsRepeated: true } => string.Join(
            "; ", ((IList)field.Accessor.GetValue(message)).Cast<object>().Select(item => One(field, item, titles))),
        { HasPresence: true } when !field.Accessor.HasValue(message) => "",
        _ => One(field, field.Accessor.GetValue(message), titles),
    };

    static string One(FieldDescriptor field, object value, PartTitles titles) => value switch
    {
        Timestamp time => EnglandTime.Words(time.ToDateTime()),
        IMessage inside => Whole(inside, titles),
        bool flag => flag ? "yes" : "no",
        double number => number.ToString("0.####", CultureInfo.InvariantCulture),
        string text => Text(field, text, titles),
        System.Enum choice => Choice(field.EnumType, Convert.ToInt32(choice, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A message in a field in one line: "statement; baseline 41.5; target 65".</summary>
    public static string Whole(IMessage message, PartTitles titles) => string.Join("; ",
        from field in message.Descriptor.Fields.InFieldNumberOrder()
        let value = Value(field, message, titles)
        where value.Length > 0
        select IsFreeText(field) && field.FieldNumber == 1 ? value : $"{Label(field)} {value}");

    static string Text(FieldDescriptor field, string text, PartTitles titles) =>
        ContractField.Of(field).Rules?.Format switch
        {
            Format.Date => IsoDate.ParseOrNull(text) is { } day ? EnglandTime.Words(day) : text,
            Format.AcademicYear => AcademicYear.Slashed(text),
            _ => titles.Find(text) is { Length: > 0 } title && !IsFreeText(field) ? $"“{title}”" : text,
        };

    /// <summary><c>STATUS_IN_PROGRESS</c> is "in progress".</summary>
    static string Choice(EnumDescriptor type, int number)
    {
        var zero = type.FindValueByNumber(0).Name;
        var prefix = zero.EndsWith(Unspecified, StringComparison.Ordinal) ? zero[..^Unspecified.Length] : "";
        var name = type.FindValueByNumber(number)?.Name ?? "";
        return number == 0 ? "" : name[prefix.Length..].Replace('_', ' ').ToLowerInvariant();
    }
}
