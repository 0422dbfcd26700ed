using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.ServiceDefaults;

/// <summary>A <c>jsonb</c> column of a list of small records: they are read and written with their row, and no query
/// searches them.</summary>
/// <param name="options">How they are written, where it is not as <see cref="JsonListColumn.SnakeCase"/>.</param>
public class JsonListColumn<T>(JsonSerializerOptions? options = null) : SqlMapper.TypeHandler<IReadOnlyList<T>>
{
    readonly JsonSerializerOptions _options = options ?? JsonListColumn.SnakeCase;

    /// <inheritdoc/>
    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<T>? value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = JsonSerializer.Serialize(value ?? [], _options);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<T> Parse(object value) =>
        JsonSerializer.Deserialize<List<T>>((string)value, _options) ?? [];
}

/// <summary>How columns of lists are written.</summary>
public static class JsonListColumn
{
    /// <summary>As columns are named: <c>create_time</c>, and enums as the contract's constants.</summary>
    public static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };
}
