using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Reflection;
using Dapper;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>Enums of the contract in rows and parameters, which tables keep as <see cref="Enums.Text"/>. Dapper asks no
/// type handler about an enum: it would send the number, and expect the C# name.</summary>
static class EnumColumns
{
    static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Known = new();

    /// <summary>Registers the lists of every enum of the contracts compiled into
    /// <paramref name="assembly"/>.</summary>
    public static void Register(Assembly assembly)
    {
        foreach (var type in ContractIndex.EnumsIn(ContractIndex.FilesIn(assembly)).Select(found => found.ClrType))
        {
            SqlMapper.AddTypeHandler(
                typeof(IReadOnlyList<>).MakeGenericType(type),
                (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(Many<>).MakeGenericType(type))!);
        }
    }

    /// <summary>The properties of a type that are an enum or a nullable one, by name in any case.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Of(Type type) => Known.GetOrAdd(type, Read);

    /// <summary>What makes a row of the reader's present record: Dapper, and the enums after it.</summary>
    public static Func<DbDataReader, T> RowParser<T>(DbDataReader reader)
    {
        var enums = Rows<T>.Properties;
        var parse = reader.GetRowParser<T>();
        return enums.Count == 0
            ? parse
            : Rows<T>.Parsers.GetOrAdd(parse, static (parse, reader) => WithEnums(parse, reader), reader);
    }

    static Func<DbDataReader, T> WithEnums<T>(Func<DbDataReader, T> parse, DbDataReader reader)
    {
        var columns = Columns(reader, Rows<T>.Properties);
        return record =>
        {
            var row = parse(record);
            foreach (var (ordinal, property, type) in columns)
            {
                if (!record.IsDBNull(ordinal))
                {
                    property.SetValue(row, Enums.Parse(type, record.GetString(ordinal)));
                }
            }

            return row;
        };
    }

    static List<(int, PropertyInfo, Type)> Columns(
        DbDataReader reader, IReadOnlyDictionary<string, PropertyInfo> enums)
    {
        List<(int, PropertyInfo, Type)> columns = [];
        for (var ordinal = 0; ordinal < reader.FieldCount; ordinal++)
        {
            var name = reader.GetName(ordinal).Replace("_", "", StringComparison.Ordinal);
            if (enums.TryGetValue(name, out var property))
            {
                columns.Add((ordinal, property, EnumOf(property)!));
            }
        }

        return columns;
    }

    static Dictionary<string, PropertyInfo> Read(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => EnumOf(property) is not null)
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    static Type? EnumOf(PropertyInfo property) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { IsEnum: true } type
            ? type
            : null;

    /// <summary>The enums of a type of rows, which Dapper leaves alone from here on.</summary>
    static class Rows<T>
    {
        static Rows()
        {
            if (Properties.Count > 0)
            {
                SqlMapper.SetTypeMap(typeof(T), new Others(typeof(T)));
            }
        }

        public static IReadOnlyDictionary<string, PropertyInfo> Properties { get; } = Of(typeof(T));

        /// <summary>By Dapper's own: it has one for all readers with the same columns.</summary>
        public static ConcurrentDictionary<Func<DbDataReader, T>, Func<DbDataReader, T>> Parsers { get; } = new();
    }

    /// <summary>All members but the enums.</summary>
    sealed class Others(Type type) : SqlMapper.ITypeMap
    {
        readonly DefaultTypeMap _all = new(type);

        public ConstructorInfo? FindConstructor(string[] names, Type[] types) => _all.FindConstructor(names, types);

        public ConstructorInfo? FindExplicitConstructor() => _all.FindExplicitConstructor();

        public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName) =>
            throw new InvalidOperationException($"{type.Name} has an enum, so its columns have to be properties.");

        public SqlMapper.IMemberMap? GetMember(string columnName) =>
            Of(type).ContainsKey(columnName.Replace("_", "", StringComparison.Ordinal))
                ? null
                : _all.GetMember(columnName);
    }

    sealed class Many<T> : SqlMapper.TypeHandler<IReadOnlyList<T>> where T : struct, Enum
    {
        public override void SetValue(IDbDataParameter parameter, IReadOnlyList<T>? value) =>
            parameter.Value = value is null ? DBNull.Value : value.Select(Enums.Text).ToArray();

        public override IReadOnlyList<T> Parse(object value) => [.. ((string[])value).Select(Enums.Parse<T>)];
    }
}
