using System.Data;
using Dapper;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>The <c>jsonb</c> column of a verdict, as the contract's JSON shows it.</summary>
sealed class EligibilityColumn : SqlMapper.TypeHandler<V1.Eligibility>
{
    public override void SetValue(IDbDataParameter parameter, V1.Eligibility? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = value is null ? DBNull.Value : JsonFormatter.Default.Format(value);
    }

    public override V1.Eligibility Parse(object value) => V1.Eligibility.Parser.ParseJson((string)value);
}
