using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Participants.V1;
using Npgsql;

namespace Mastery.Benchmarks.Load;

/// <summary>The calls that a load client can make; each fails unless it was answered with what was asked for.</summary>
static class Calls
{
    /// <summary>One call, to be made again and again.</summary>
    public static Func<Task> Of(LoadSpec spec) => spec.Kind switch
    {
        LoadKind.GrpcGet => GrpcGet(spec),
        LoadKind.GrpcList => GrpcList(spec),
        LoadKind.RestGet => RestGet(spec),
        LoadKind.SqlInHub => Sql(spec, "SELECT set_config('mastery.hub', @mastery_hub, true); "),
        _ => Sql(spec, ""),
    };

    /// <summary>A client of the service that has departments.</summary>
    public static (ParticipantService.ParticipantServiceClient Client, Metadata Headers) Client(
        string address, string token)
    {
        var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
        return (new(channel), new Metadata { { "authorization", $"Bearer {token}" } });
    }

    static Func<Task> GrpcGet(LoadSpec spec)
    {
        var (client, headers) = Client(spec.Address, spec.Token);
        var request = new GetDepartmentRequest { Name = spec.Subject };
        return async () => Require((await client.GetDepartmentAsync(request, headers)).Name == spec.Subject);
    }

    static Func<Task> GrpcList(LoadSpec spec)
    {
        var (client, headers) = Client(spec.Address, spec.Token);
        var request = new ListDepartmentsRequest
        {
            Parent = spec.Subject,
            PageSize = LoadSpec.PageSize,
            PageToken = spec.PageToken,
        };
        return async () => Require(
            (await client.ListDepartmentsAsync(request, headers)).Departments.Count == LoadSpec.PageSize);
    }

    static Func<Task> RestGet(LoadSpec spec)
    {
        var http = new HttpClient { BaseAddress = new(spec.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", spec.Token);
        return async () => Require(
            (await http.GetStringAsync($"v1/{spec.Subject}")).Contains(spec.Subject, StringComparison.Ordinal));
    }

    static Func<Task> Sql(LoadSpec spec, string prefix)
    {
        var source = NpgsqlDataSource.Create(spec.Address);
        var (hub, id) = (spec.Subject.Split('/')[1], Guid.Parse(spec.Subject.Split('/')[3]));
        var sql = $"{prefix}SELECT {Statements.Columns} FROM {spec.Table} WHERE hub_id = @hub AND id = @id";
        return async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddWithValue("hub", hub);
            command.Parameters.AddWithValue("id", id);
            if (prefix.Length > 0)
            {
                command.Parameters.AddWithValue("mastery_hub", hub);
            }

            await using var reader = await command.ExecuteReaderAsync();
            Require(prefix.Length == 0 || await reader.NextResultAsync());
            Require(await reader.ReadAsync() && reader.GetGuid(1) == id);
        };
    }

    static void Require(bool answered)
    {
        if (!answered)
        {
            throw new InvalidOperationException("The answer is not what was asked for.");
        }
    }
}
