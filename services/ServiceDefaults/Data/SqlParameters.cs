using System.Collections.Concurrent;
using System.Data;
using Dapper;

namespace Mastery.ServiceDefaults;

/// <summary>The parameters of a statement: the properties of an object, and others by name. Enums of the contract are
/// sent as <see cref="Enums.Text"/>.</summary>
sealed class SqlParameters : DynamicParameters, SqlMapper.IDynamicParameters
{
    static readonly ConcurrentDictionary<(string, Type), Action<IDbCommand, object>> Readers = new();

    readonly object? _source;

    // The source is not given to the base as its template: that asks each parameter for its type again, which costs
    // more than all the rest.
    SqlParameters(object? source) => _source = source;

    /// <summary>The properties of <paramref name="source"/>, to which others can be added.</summary>
    public static SqlParameters From(object? source) => source as SqlParameters ?? new SqlParameters(source);

    /// <summary>The properties of <paramref name="source"/> as Dapper takes them: the object itself where it has no
    /// enum.</summary>
    public static object? Of(object? source) =>
        source is null or SqlParameters || EnumColumns.Of(source.GetType()).Count == 0
            ? source
            : new SqlParameters(source);

    void SqlMapper.IDynamicParameters.AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        if (_source is not null)
        {
            Reader(identity, _source.GetType())(command, _source);
            SetEnums(command);
        }

        AddParameters(command, identity);
    }

    static Action<IDbCommand, object> Reader(SqlMapper.Identity identity, Type source) => Readers.GetOrAdd(
        (identity.Sql, source), static (key, identity) => SqlMapper.CreateParamInfoGenerator(
            identity.ForDynamicParameters(key.Item2), checkForDuplicates: true, removeUnused: true), identity);

    void SetEnums(IDbCommand command)
    {
        foreach (var property in EnumColumns.Of(_source!.GetType()).Values)
        {
            if (command.Parameters.Contains(property.Name))
            {
                var parameter = (IDbDataParameter)command.Parameters[property.Name]!;
                parameter.DbType = DbType.String;
                parameter.Value = property.GetValue(_source) is Enum value ? Enums.TextOf(value) : DBNull.Value;
            }
        }
    }
}
