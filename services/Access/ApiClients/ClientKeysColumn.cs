using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Access;

/// <summary>The column <c>public_keys</c>: a client's keys are read and written with it.</summary>
sealed class ClientKeysColumn : SqlMapper.TypeHandler<IReadOnlyList<ClientKey>>
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<ClientKey>? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = JsonSerializer.Serialize(value ?? [], Json);
    }

    public override IReadOnlyList<ClientKey> Parse(object value) =>
        JsonSerializer.Deserialize<List<ClientKey>>((string)value, Json) ?? [];
}
