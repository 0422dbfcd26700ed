using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Validation.V1;

namespace Mastery.ServiceDefaults;

/// <summary>The rules of one field.</summary>
sealed class FieldContract
{
    readonly FieldDescriptor _field;
    readonly bool _outputOnly;
    readonly bool _required;
    readonly bool _identifier;
    readonly Rules? _rules;
    readonly Action<object, string, ContractCheck>? _value;
    readonly Action<object, string, ContractCheck>? _key;

    public FieldContract(FieldDescriptor field)
    {
        _field = field;
        var behaviours = field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) ?? [];
        _outputOnly = behaviours.Contains(FieldBehavior.OutputOnly);
        _required = behaviours.Contains(FieldBehavior.Required);
        _identifier = behaviours.Contains(FieldBehavior.Identifier);
        _rules = field.GetOptions()?.GetExtension(ValidationExtensions.Rules);
        if (field.IsMap)
        {
            _key = ValueRules.Of(field.MessageType.FindFieldByNumber(1), null, false);
            _value = ValueRules.Of(field.MessageType.FindFieldByNumber(2), _rules, false);
        }
        else if (_rules is not { JudgedByMethod: true })
        {
            _value = ValueRules.Of(field, _rules, _identifier);
        }
    }

    public void Check(IMessage message, string prefix, ContractCheck check)
    {
        if (_outputOnly || (_identifier && check.NamesIgnored))
        {
            if (!check.Stored)
            {
                _field.Accessor.Clear(message);
            }

            return;
        }

        var value = _field.Accessor.GetValue(message);
        if (IsEmpty(message, value))
        {
            CheckEmpty(value, prefix, check);
            return;
        }

        var path = Path(prefix);
        switch (value)
        {
            case IDictionary map:
                CheckMap(map, path, check);
                break;
            case IList items when _field.IsRepeated:
                CheckItems(items, path, check);
                break;
            case int or uint or long or ulong or float or double when Convert.ToDouble(value, null) == 0
                && !check.Requires(path):
                // In an update the zero of a number without presence is no value.
                break;
            default:
                _value?.Invoke(value!, path, check);
                break;
        }
    }

    string Path(string prefix) => prefix.Length == 0 ? _field.Name : $"{prefix}.{_field.Name}";

    void CheckEmpty(object? value, string prefix, ContractCheck check)
    {
        if ((_required || (_identifier && check.Patch.Length > 0)) && check.Requires(Path(prefix)))
        {
            check.Violate(Path(prefix), "is required");
        }
        else if (value is ICollection && _rules is { MinItems: > 0 } && check.Requires(Path(prefix)))
        {
            check.Violate(Path(prefix), $"needs at least {_rules.MinItems} element(s)");
        }
    }

    void CheckItems(IList items, string path, ContractCheck check)
    {
        CheckCount(items.Count, path, check);
        for (var index = 0; _value is not null && index < items.Count; index++)
        {
            if (IsEmptyElement(items[index]))
            {
                check.Violate($"{path}[{index}]", "is empty");
                continue;
            }

            _value(items[index]!, $"{path}[{index}]", check);
        }
    }

    void CheckMap(IDictionary map, string path, ContractCheck check)
    {
        CheckCount(map.Count, path, check);
        foreach (DictionaryEntry entry in map)
        {
            _key?.Invoke(entry.Key, path, check);
            _value?.Invoke(entry.Value!, path, check);
        }
    }

    void CheckCount(int count, string path, ContractCheck check)
    {
        if (_rules is { MinItems: > 0 } && count < _rules.MinItems)
        {
            check.Violate(path, $"needs at least {_rules.MinItems} element(s)");
        }
        else if (_rules is { MaxItems: > 0 } && count > _rules.MaxItems)
        {
            check.Violate(path, $"may have at most {_rules.MaxItems} element(s)");
        }
    }

    /// <summary>Whether the element of a list says nothing: an empty text, an enum's zero.</summary>
    static bool IsEmptyElement(object? element) => element switch
    {
        string text => text.Length == 0,
        Enum choice => Convert.ToInt32(choice, null) == 0,
        _ => false,
    };

    /// <summary>Whether the field is unset. Numbers and flags without presence never are: their zero is a value like
    /// any other, which <c>required</c> does not refuse.</summary>
    bool IsEmpty(IMessage message, object? value) => value switch
    {
        null => true,
        string text => text.Length == 0 && !(_field.HasPresence && _field.Accessor.HasValue(message) && !_required),
        ByteString bytes => bytes.Length == 0,
        ICollection items => items.Count == 0,
        IMessage => false,
        _ when _field.HasPresence => !_field.Accessor.HasValue(message),
        Enum choice => Convert.ToInt32(choice, null) == 0,
        _ => false,
    };
}
