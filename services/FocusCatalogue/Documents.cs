using System.Data;
using System.Text.Json;
using Dapper;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.FocusCatalogue;

/// <summary>Messages of the contract that are stored as <c>jsonb</c>, because no query needs their fields. Unknown
/// fields, written by a newer version of the service, are ignored.</summary>
static class Documents
{
    static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Tells Dapper how the catalogue's documents are stored.</summary>
    public static void Register()
    {
        SqlMapper.AddTypeHandler(new One<V1.EligibilityPolicy>());
        SqlMapper.AddTypeHandler(new Many<V1.Outcome>());
        SqlMapper.AddTypeHandler(new Many<V1.EssenceTheme>());
        SqlMapper.AddTypeHandler(new Many<V1.Focus.Types.Resource>());
    }

    static void Set(IDbDataParameter parameter, string? json)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = (object?)json ?? DBNull.Value;
    }

    sealed class One<T> : SqlMapper.TypeHandler<T> where T : class, IMessage<T>, new()
    {
        public override void SetValue(IDbDataParameter parameter, T? value) =>
            Set(parameter, value is null ? null : JsonFormatter.Default.Format(value));

        public override T Parse(object value) => Parser.Parse<T>((string)value);
    }

    sealed class Many<T> : SqlMapper.TypeHandler<RepeatedField<T>> where T : class, IMessage<T>, new()
    {
        public override void SetValue(IDbDataParameter parameter, RepeatedField<T>? value) =>
            Set(parameter, $"[{string.Join(',', (value ?? []).Select(item => JsonFormatter.Default.Format(item)))}]");

        public override RepeatedField<T> Parse(object value)
        {
            using var list = JsonDocument.Parse((string)value);
            return [.. list.RootElement.EnumerateArray().Select(item => Parser.Parse<T>(item.GetRawText()))];
        }
    }
}
