using System.Data;
using System.Globalization;
using Dapper;

namespace Mastery.ServiceDefaults;

/// <summary>How Dapper reads rows, for the whole process.</summary>
static class DapperSetup
{
    /// <summary>Matches <c>create_time</c> with <c>CreateTime</c> and teaches Dapper <see cref="DateOnly"/>.</summary>
    public static void Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new DateOnlyHandler());
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
