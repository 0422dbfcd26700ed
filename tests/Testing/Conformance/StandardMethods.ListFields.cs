using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Xunit;
using Enum = System.Enum;

namespace Mastery.Testing;

/// <summary>Lists filter and order by the fields that the resource annotates with
/// <c>mastery.query.v1.field</c>.</summary>
public abstract partial class StandardMethods<TResource>
{
    static IReadOnlyList<ListField> ListFields { get; } = ListField.Of(new TResource().Descriptor);

    [Fact]
    public async Task List_finds_a_resource_by_every_field_that_the_contract_annotates()
    {
        ResourceContract.NeedsField(Contract.List, "filter");
        var parent = await ParentAsync(Hub);
        var resource = await MakeAsync(parent);

        foreach (var field in ListFields)
        {
            await ListAsync(parent, 1, "", filter: $"{field.Path}:*");
            if (Value(resource, field.Path) is { Length: > 0 } value)
            {
                var compared = field.Field.IsRepeated ? ":" : "=";
                var rows = await ListAllAsync(parent, 1000, filter: $"{field.Path} {compared} \"{value}\"");
                Assert.True(rows.Contains(resource), $"{field.Path} {compared} \"{value}\" does not find {resource}");
            }
        }
    }

    [Fact]
    public async Task List_orders_by_every_field_that_the_contract_annotates()
    {
        ResourceContract.NeedsField(Contract.List, "order_by");
        var parent = await ParentAsync(Hub);
        var resource = await MakeAsync(parent);

        foreach (var field in ListFields.Where(field => field.Orders))
        {
            Assert.Contains(resource, await ListAllAsync(parent, 1000, orderBy: field.Path));
            Assert.Contains(resource, await ListAllAsync(parent, 1000, orderBy: $"{field.Path} desc"));
        }
    }

    [Fact]
    public async Task List_names_the_fields_it_serves_when_it_refuses_another()
    {
        ResourceContract.NeedsField(Contract.List, "filter");
        var parent = await ParentAsync(Hub);

        var filter = await MessageAsync(() => ListAsync(parent, 1, "", filter: "no_such_field = 1"));
        var order = await MessageAsync(() => ListAsync(parent, 1, "", orderBy: "no_such_field"));

        var orders = ListFields.Where(field => field.Orders);
        Assert.Contains($" {Paths(ListFields)} ", filter, StringComparison.Ordinal);
        Assert.Contains($" {Paths(orders)},", order, StringComparison.Ordinal);
    }

    static string Paths(IEnumerable<ListField> fields) => string.Join(", ", fields.Select(field => field.Path));

    static async Task<string> MessageAsync(Func<Task> call) =>
        (await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField, call)).Message;

    /// <summary>The value of a path as a filter writes it; null where the resource has none, or its parent has
    /// it.</summary>
    static string? Value(IMessage message, string path)
    {
        var (name, rest) = path.Split('.', 2) is [var head, var tail] ? (head, tail) : (path, "");
        if (message.Descriptor.FindFieldByName(name) is not { } field)
        {
            return null;
        }

        return (field.Accessor.GetValue(message), rest) switch
        {
            (IMessage inner, { Length: > 0 }) => Value(inner, rest),
            (System.Collections.IList { Count: > 0 } list, { Length: > 0 }) => Value((IMessage)list[0]!, rest),
            (System.Collections.IList { Count: > 0 } list, _) => Text(field, list[0]!),
            (System.Collections.IList or null, _) => null,
            (var value, _) => Text(field, value),
        };
    }

    static string Text(FieldDescriptor field, object value) => value switch
    {
        Timestamp time => time.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null),
        Enum choice => field.EnumType.FindValueByNumber(Convert.ToInt32(choice, null)).Name,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
