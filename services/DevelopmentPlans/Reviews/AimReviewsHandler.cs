using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.DevelopmentPlans;

/// <summary>Stores what a review says of aims as <c>jsonb</c>: it is read and written with the review.</summary>
sealed class AimReviewsHandler : SqlMapper.TypeHandler<IReadOnlyList<AimReview>>
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<AimReview>? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = JsonSerializer.Serialize(value ?? [], Json);
    }

    public override IReadOnlyList<AimReview> Parse(object value) =>
        JsonSerializer.Deserialize<List<AimReview>>((string)value, Json) ?? [];
}
