using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

using Mastery.Validation.V1;

namespace Mastery.ServiceDefaults;

/// <summary>The check of one value, an element of a list among them; compiled from the field's type and
/// annotations.</summary>
static class ValueRules
{
    /// <summary>The check, or null where nothing can be wrong.</summary>
    public static Action<object, string, ContractCheck>? Of(FieldDescriptor field, Rules? rules, bool identifier) =>
        field.FieldType switch
        {
            FieldType.String => new TextRules(field, rules, identifier).Check,
            FieldType.Enum => (value, path, check) => CheckEnum(field.EnumType, value, path, check),
            FieldType.Message or FieldType.Group => Nested(field.MessageType),
            FieldType.Float or FieldType.Double => (value, path, check) => CheckReal(rules, value, path, check),
            FieldType.Bool or FieldType.Bytes => null,
            _ when rules is { } limits && (limits.HasMinimum || limits.HasMaximum) => (value, path, check) =>
                CheckRange(limits, ((IConvertible)value).ToDecimal(CultureInfo.InvariantCulture), path, check),
            _ => null,
        };

    static Action<object, string, ContractCheck> Nested(MessageDescriptor message)
    {
        // Looked up when first needed: a message may contain itself.
        MessageContract? contract = null;
        return (value, path, check) => (contract ??= MessageContract.Of(message)).Check((IMessage)value, path, check);
    }

    static void CheckEnum(EnumDescriptor type, object value, string path, ContractCheck check)
    {
        if (type.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture)) is null)
        {
            check.Violate(path, $"must be one of {string.Join(", ", type.Values.Skip(1).Select(value => value.Name))}");
        }
    }

    static void CheckReal(Rules? rules, object value, string path, ContractCheck check)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number) || Math.Abs(number) > 1e15)
        {
            check.Violate(path, "must be a finite number below 1e15");
        }
        else if (rules is not null)
        {
            CheckRange(rules, (decimal)number, path, check);
        }
    }

    static void CheckRange(Rules rules, decimal number, string path, ContractCheck check)
    {
        if (rules.HasMinimum && number < rules.Minimum)
        {
            check.Violate(path, $"must be at least {rules.Minimum}");
        }
        else if (rules.HasMaximum && number > rules.Maximum)
        {
            check.Violate(path, $"must be at most {rules.Maximum}");
        }
    }
}
