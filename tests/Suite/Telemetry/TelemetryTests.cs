using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Local;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;
using Mastery.Suite.Tests.Writes;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Telemetry;

/// <summary>Traces and metrics of programs through which personal values go.</summary>
public sealed class TelemetryTests(RunningSuite suite)
{
    const string Canary = "zqtelemetry";
    const string Traces = "/v1/traces";
    const string Metrics = "/v1/metrics";

    // What must have come, which is also the control: requests, statements and metrics are told of.
    static readonly (string Path, string Word)[] Expected =
    [
        (Traces, "CreateParticipant"), (Traces, "INSERT INTO participant"), (Traces, "/v1/hubs/"),
        (Metrics, "http.server.request.duration"), (Metrics, "db.client"),
    ];

    static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    readonly string _token = suite.Tokens.Sign(Token.Of(RunningSuite.Hub));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The control is the second line: with the values of queries, which the programs leave out, the person is found.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Have_no_personal_value(bool queries)
    {
        string[] kept = [$"--OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION={queries}"];
        await using var receiver = await TelemetryReceiver.StartAsync();
        await using (var service = new Replica(
            suite, "participants", "services/Participants", [.. receiver.Settings, .. kept]))
        {
            await service.StartAsync();
            var (rest, grpc) = (Address(), Address());
            await using var gateway = await Child.StartAsync(
                "gateway-telemetry", Programs.Of("gateway"),
                [
                    .. suite.Settings.Gateway(), $"--Kestrel:Endpoints:Rest:Url={rest}",
                    $"--Kestrel:Endpoints:Grpc:Url={grpc}", $"--Services:participants={service.Address}",
                    .. receiver.Settings, .. kept,
                ],
                ServiceSettings.Common, Path.Combine(suite.Folder, "logs"));
            await Replica.WaitUntilReadyAsync(gateway, grpc);
            await CallAsync(grpc);
            await CallAsync(rest, HttpStatusCode.OK, $"filter=email = \"{Canary}@example.org\"");
            await CallAsync(rest, HttpStatusCode.BadRequest, $"filter=family_name = \"{Canary}");
            await WaitAsync(receiver);
        }

        Assert.Equal(queries, receiver.Text.Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Puts a person on record, and is refused a second one whose post names no department.</summary>
    async Task CallAsync(Uri address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var people = new ParticipantService.ParticipantServiceClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {_token}" } };
        var request = new CreateParticipantRequest
        {
            Parent = $"hubs/{RunningSuite.Hub}",
            Participant = new()
            {
                GivenName = Canary,
                FamilyName = Canary,
                PreferredGivenName = Canary,
                Email = $"{Canary}@example.org",
            },
        };
        await people.CreateParticipantAsync(request, headers, cancellationToken: Stop);
        request.Participant.Posts.Add(new Participant.Types.Post { Department = Canary });
        await Assert.ThrowsAsync<RpcException>(
            () => people.CreateParticipantAsync(request, headers, cancellationToken: Stop).ResponseAsync);
    }

    async Task CallAsync(Uri address, HttpStatusCode status, string query)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _token);
        using var answer = await http.GetAsync($"/v1/hubs/{RunningSuite.Hub}/participants?{query}", Stop);
        Assert.Equal(status, answer.StatusCode);
    }

    static async Task WaitAsync(TelemetryReceiver receiver)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (Expected.FirstOrDefault(one => !receiver.Has(one.Path, one.Word)) is { Word: { } word })
        {
            Assert.False(limit.IsCancellationRequested, $"Nothing was told of {word}.");
            await Task.Delay(50, Stop);
        }
    }

    static Uri Address() => new($"http://localhost:{FreePorts.Take()}");
}
