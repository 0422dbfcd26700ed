using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Validation.V1;
using Comparison = Mastery.Query.V1.Field.Types.Comparison;

namespace Mastery.ServiceDefaults;

/// <summary>The columns of a list, from what the contract annotates: the kind follows from the field's type.</summary>
static class ListColumns
{
    static readonly string[] AlwaysSet = ["create_time", "update_time"];

    /// <summary>The columns by the path that filters name.</summary>
    /// <param name="fields">What the contract annotates.</param>
    /// <param name="resource">The resource that is listed.</param>
    /// <param name="alias">What stands before a column, for example <c>p.</c>; empty for nothing.</param>
    /// <param name="expressions">The SQL of the fields whose column has another name.</param>
    /// <param name="rows">The conditions that a row of a list of messages fits, see <see cref="ListShape.Of"/>.</param>
    public static Dictionary<string, Column> Of(
        IReadOnlyList<ListField> fields,
        MessageDescriptor resource,
        string alias,
        IReadOnlyDictionary<string, string> expressions,
        IReadOnlyDictionary<string, string> rows)
    {
        var strange = expressions.Keys.Except(fields.Select(field => field.Path)).FirstOrDefault();
        string SqlOf(ListField field) =>
            expressions.GetValueOrDefault(field.Path) ?? alias + NameOf(field, resource);
        return strange is null
            ? fields.ToDictionary(field => field.Path, field => Of(field, resource, SqlOf(field)) with
            {
                Rows = rows.GetValueOrDefault(field.Path.Split('.')[0]),
            })
            : throw new InvalidOperationException($"{resource.FullName} annotates no field '{strange}' for lists.");
    }

    static Column Of(ListField field, MessageDescriptor resource, string sql)
    {
        var column = field.Field.IsRepeated ? List(field.Field, sql) : Single(field, resource, sql);
        return field.Orders && MayBeNull(field.Field) ? column.OrNull() : column;
    }

    static Column Single(ListField field, MessageDescriptor resource, string sql) => field.Field switch
    {
        { FieldType: FieldType.String } => Text(field, resource, sql),
        { FieldType: FieldType.Enum, EnumType: var type } => Column.Enum(sql, type),
        { FieldType: FieldType.Bool } => Column.Bool(sql),
        { FieldType: FieldType.Message, MessageType.FullName: "google.protobuf.Timestamp" } => Column.Time(sql),
        { FieldType: FieldType.Message or FieldType.Bytes or FieldType.Group } =>
            throw new InvalidOperationException($"{field.Field.FullName} is of a type that lists cannot compare."),
        _ => Column.Number(sql),
    };

    static Column List(FieldDescriptor field, string sql) =>
        field.FieldType == FieldType.Enum ? Column.EnumList(sql, field.EnumType) : Column.Texts(sql);

    static Column Text(ListField field, MessageDescriptor resource, string sql) => Referred(field.Field) switch
    {
        null when IsDay(field.Field) => Column.Date(sql),
        null => Free(field.Comparison, sql),
        var type when type.Message.File.Package != resource.File.Package => Column.Text(sql),
        { HubOwned: true } => Column.Uuid(sql),
        _ => Column.Reference(sql),
    };

    static Column Free(Comparison comparison, string sql) => comparison switch
    {
        Comparison.Words => Column.Words(sql),
        Comparison.Email => Column.Email(sql),
        Comparison.Postcode => Column.Postcode(sql),
        _ => Column.Text(sql),
    };

    /// <summary>A resource of the same service is kept by its id, one of another by its whole name.</summary>
    static string NameOf(ListField field, MessageDescriptor resource)
    {
        var name = field.Path.Replace('.', '_');
        return Referred(field.Field) is { HubOwned: true } type && type.Message.File.Package == resource.File.Package
            ? name + "_id"
            : name;
    }

    /// <summary>The resource that a field names: the one it refers to, or its own.</summary>
    static ContractResource? Referred(FieldDescriptor field) =>
        ContractField.Of(field).Identifier
            ? ContractResource.Of(field.ContainingType)
            : ResourceTypes.Find(ContractField.Of(field).Type);

    static bool IsDay(FieldDescriptor field) => ContractField.Of(field).Rules?.Format == Rules.Types.Format.Date;

    static bool MayBeNull(FieldDescriptor field) =>
        (field.HasPresence || IsDay(field)) && !AlwaysSet.Contains(field.Name) && !ContractField.Of(field).Required;
}
