using System.Data;
using Dapper;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>Stores a message in a <c>jsonb</c> column as the contract's JSON.</summary>
sealed class MessageColumn<T> : SqlMapper.TypeHandler<T> where T : class, IMessage<T>, new()
{
    public override void SetValue(IDbDataParameter parameter, T? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = value is null ? DBNull.Value : JsonFormatter.Default.Format(value);
    }

    public override T Parse(object value) => JsonParser.Default.Parse<T>((string)value);
}
