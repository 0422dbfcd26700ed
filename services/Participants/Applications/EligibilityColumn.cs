using System.Data;
using Dapper;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>Stores a verdict in a <c>jsonb</c> column as the contract's JSON.</summary>
sealed class EligibilityColumn : SqlMapper.TypeHandler<V1.Eligibility>
{
    public override void SetValue(IDbDataParameter parameter, V1.Eligibility? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = value is null ? DBNull.Value : JsonFormatter.Default.Format(value);
    }

    public override V1.Eligibility Parse(object value) => V1.Eligibility.Parser.ParseJson((string)value);
}
