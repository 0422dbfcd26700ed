using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.DevelopmentPlans;

/// <summary>Stores a list of values of a part as <c>jsonb</c>: they are read and written with the part, and no query
/// searches them.</summary>
sealed class JsonListHandler<T> : SqlMapper.TypeHandler<IReadOnlyList<T>>
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<T>? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = JsonSerializer.Serialize(value ?? [], Json);
    }

    public override IReadOnlyList<T> Parse(object value) =>
        JsonSerializer.Deserialize<List<T>>((string)value, Json) ?? [];
}
