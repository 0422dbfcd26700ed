using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>A <c>jsonb</c> column of a list of small records.</summary>
sealed class JsonColumn<T> : SqlMapper.TypeHandler<IReadOnlyList<T>>
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<T>? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = Text(value ?? []);
    }

    /// <summary>The list as the column holds it, for a statement that writes many rows.</summary>
    public static string Text(IReadOnlyList<T> value) => JsonSerializer.Serialize(value, Options);

    public override IReadOnlyList<T> Parse(object value) =>
        JsonSerializer.Deserialize<List<T>>((string)value, Options) ?? [];
}
