using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Setup;
using Mastery.Participants.V1;

namespace Mastery.Benchmarks.Soak;

/// <summary>What a hub's people do all day, in about the mix in which they do it, through the gateway.</summary>
sealed class SoakCalls : IDisposable
{
    readonly GrpcChannel _channel;
    readonly HttpClient _http;
    readonly ParticipantService.ParticipantServiceClient _people;
    readonly string _department;
    readonly Metadata _headers;

    SoakCalls(BenchSuite suite, string token, string department)
    {
        _channel = GrpcChannel.ForAddress(suite.Grpc);
        _http = new() { BaseAddress = suite.Rest };
        _people = new(_channel);
        _department = department;
        _headers = new() { { "authorization", $"Bearer {token}" } };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The calls of a token, for as long as that is good.</summary>
    public static async Task<SoakCalls> StartAsync(BenchSuite suite, Departments departments) =>
        new(suite, await suite.TokenAsync(), departments.One);

    /// <summary>Makes one.</summary>
    /// <param name="percent">Which, from 0 to 99.</param>
    public Task MakeAsync(int percent) => percent switch
    {
        < 45 => _people.GetDepartmentAsync(new() { Name = _department }, _headers).ResponseAsync,
        < 65 => _http.GetStringAsync($"v1/{_department}"),
        < 80 => _people.ListDepartmentsAsync(
            new() { Parent = Departments.Hub, PageSize = LoadSpec.PageSize }, _headers).ResponseAsync,
        < 90 => _people.ListParticipantsAsync(
            new() { Parent = Departments.Hub, Filter = $"posts.department = \"{_department}\"" }, _headers)
            .ResponseAsync,
        _ => WriteAsync(),
    };

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _channel.Dispose();
        _http.Dispose();
    }

    // Somebody comes, is renamed and goes, so that the lists stay as long as they are.
    async Task WriteAsync()
    {
        var written = await _people.CreateParticipantAsync(
            new()
            {
                Parent = Departments.Hub,
                Participant = new()
                {
                    GivenName = "Ada",
                    FamilyName = "Byron",
                    Posts = { new Participant.Types.Post { Department = _department } },
                },
            },
            _headers);
        var renamed = await _people.UpdateParticipantAsync(
            new() { Participant = new() { Name = written.Name, Etag = written.Etag, FamilyName = "Lovelace" } },
            _headers);
        await _people.DeleteParticipantAsync(new() { Name = renamed.Name, Etag = renamed.Etag }, _headers);
    }
}
