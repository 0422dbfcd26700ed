using Dapper;
using Grpc.Core;
using Mastery.Benchmarks.Load;
using Mastery.Participants.V1;
using Npgsql;

namespace Mastery.Benchmarks.Peers.Bare;

/// <summary>Departments by Dapper.</summary>
sealed class DapperDepartments(NpgsqlDataSource source) : ParticipantService.ParticipantServiceBase
{
    const string Get = $"SELECT {Statements.Columns} FROM department WHERE hub_id = @hub AND id = @id";

    const string List =
        $"SELECT {Statements.Columns} FROM department WHERE hub_id = @hub ORDER BY hub_id, id LIMIT @limit";

    static DapperDepartments() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public override async Task<Department> GetDepartment(GetDepartmentRequest request, ServerCallContext context)
    {
        var name = request.Name.Split('/');
        await using var connection = await source.OpenConnectionAsync(context.CancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<BareDepartment>(
            Get, new { hub = name[1], id = Guid.Parse(name[3]) });
        return (row ?? throw new RpcException(new(StatusCode.NotFound, request.Name))).ToProto();
    }

    public override async Task<ListDepartmentsResponse> ListDepartments(
        ListDepartmentsRequest request, ServerCallContext context)
    {
        await using var connection = await source.OpenConnectionAsync(context.CancellationToken);
        var rows = (await connection.QueryAsync<BareDepartment>(
            List, new { hub = request.Parent.Split('/')[1], limit = request.PageSize + 1 })).AsList();
        return new()
        {
            Departments = { rows.Take(request.PageSize).Select(row => row.ToProto()) },
            NextPageToken = rows.Count > request.PageSize ? rows[request.PageSize - 1].Id.ToString() : "",
        };
    }
}
