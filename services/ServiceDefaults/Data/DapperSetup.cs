using System.Data;
using System.Globalization;
using System.Reflection;
using Dapper;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>How Dapper reads rows, for the whole process.</summary>
static class DapperSetup
{
    static readonly Lock Gate = new();
    static readonly HashSet<Assembly> Applied = [];

    /// <summary>Matches <c>create_time</c> with <c>CreateTime</c> and teaches Dapper <see cref="DateOnly"/> and the
    /// enums of the suite's contract and of the service's own.</summary>
    /// <remarks>Once for each assembly: Dapper loses one of two handlers that are added at the same time.</remarks>
    public static void Apply(Assembly service)
    {
        lock (Gate)
        {
            if (Applied.Count == 0)
            {
                DefaultTypeMap.MatchNamesWithUnderscores = true;
                SqlMapper.AddTypeHandler(new DateOnlyHandler());
            }

            foreach (var assembly in new[] { typeof(ContractIndex).Assembly, service }.Where(Applied.Add))
            {
                EnumColumns.Register(assembly);
            }
        }
    }

    sealed class DateOnlyHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.Date;
            parameter.Value = value;
        }

        public override DateOnly Parse(object value) => value switch
        {
            DateOnly date => date,
            DateTime time => DateOnly.FromDateTime(time),
            _ => DateOnly.Parse((string)value, CultureInfo.InvariantCulture),
        };
    }
}
