using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.DevelopmentPlans;

/// <summary>Stores an aim's success criteria as <c>jsonb</c>: they are read and written with the aim, and no query
/// searches them.</summary>
sealed class SuccessCriteriaHandler : SqlMapper.TypeHandler<IReadOnlyList<SuccessCriterion>>
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<SuccessCriterion>? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = JsonSerializer.Serialize(value ?? [], Json);
    }

    public override IReadOnlyList<SuccessCriterion> Parse(object value) =>
        JsonSerializer.Deserialize<List<SuccessCriterion>>((string)value, Json) ?? [];
}
