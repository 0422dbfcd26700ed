using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.FocusCatalogue.V1;

namespace Mastery.Contracts.Tests.Clients;

public sealed class RetryTests
{
    static readonly RpcException Unavailable = new(new Grpc.Core.Status(StatusCode.Unavailable, "starting"));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_write_carry_one_request_id()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(Unavailable);
        suite.Calls.Failures.Enqueue(Unavailable);

        await suite.Client().CreateProjectAsync(new CreateProjectRequest(), cancellationToken: Cancellation);

        Assert.Equal(3, suite.Calls.Created.Count);
        var id = Assert.Single(suite.Calls.Created.Select(request => request.RequestId).Distinct());
        Assert.Equal(4, Guid.Parse(id).Version);
    }

    [Fact]
    public async Task Of_a_blocking_call_carry_one_request_id()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(Unavailable);

        suite.Client().CreateProject(new CreateProjectRequest(), cancellationToken: Cancellation);

        Assert.Equal(2, suite.Calls.Created.Count);
        Assert.Single(suite.Calls.Created.Select(request => request.RequestId).Distinct());
    }

    [Fact]
    public async Task Are_made_when_a_connection_breaks_while_it_is_made()
    {
        await using var suite = await Suite.StartAsync();
        var client = suite.Client(options => options.HttpHandlerFactory = () => new Breaking(times: 2));

        await client.CreateProjectAsync(new CreateProjectRequest(), cancellationToken: Cancellation);

        Assert.Single(suite.Calls.Created);
    }

    [Fact]
    public async Task Are_not_made_of_a_failure_that_was_answered()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(new(new Grpc.Core.Status(StatusCode.Internal, "a fault")));

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => suite.Client().CreateProjectAsync(
                new CreateProjectRequest(), cancellationToken: Cancellation).ResponseAsync);

        Assert.Equal(StatusCode.Internal, failure.StatusCode);
        Assert.Single(suite.Calls.Created);
    }

    [Fact]
    public async Task Leave_the_callers_request_as_it_is()
    {
        await using var suite = await Suite.StartAsync();
        var client = suite.Client();
        var request = new CreateProjectRequest();

        await client.CreateProjectAsync(request, cancellationToken: Cancellation);
        await client.CreateProjectAsync(request, cancellationToken: Cancellation);

        Assert.Equal("", request.RequestId);
        Assert.Equal(2, suite.Calls.Created.Select(created => created.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Keep_the_callers_own_request_id()
    {
        await using var suite = await Suite.StartAsync();
        var id = Guid.NewGuid().ToString();

        await suite.Client().CreateProjectAsync(
            new CreateProjectRequest { RequestId = id }, cancellationToken: Cancellation);

        Assert.Equal(id, Assert.Single(suite.Calls.Created).RequestId);
    }

    [Fact]
    public async Task End_after_the_attempts_allowed()
    {
        await using var suite = await Suite.StartAsync();
        for (var failure = 0; failure < 9; failure++)
        {
            suite.Calls.Failures.Enqueue(Unavailable);
        }

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await suite.Client(options => options.MaxAttempts = 3).CreateProjectAsync(
                new CreateProjectRequest(), cancellationToken: Cancellation));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal(3, suite.Calls.Created.Count);
    }

    [Fact]
    public async Task Wait_as_long_as_the_suite_asks()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(new Google.Rpc.Status
        {
            Code = (int)StatusCode.Unavailable,
            Details =
            {
                Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(400)) }),
            },
        }.ToRpcException());
        var client = suite.Client();
        var watch = Stopwatch.StartNew();

        await client.CreateProjectAsync(new CreateProjectRequest(), cancellationToken: Cancellation);

        Assert.InRange(watch.ElapsedMilliseconds, 390, 10_000);
    }

    [Fact]
    public async Task Are_not_made_after_a_refusal()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(new(new Grpc.Core.Status(StatusCode.FailedPrecondition, "wrong state")));

        await Assert.ThrowsAsync<RpcException>(async () =>
            await suite.Client().CreateProjectAsync(new CreateProjectRequest(), cancellationToken: Cancellation));

        Assert.Single(suite.Calls.Created);
    }

    [Fact]
    public async Task Of_a_read_are_made_too()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(Unavailable);

        var project = await suite.Client().GetProjectAsync(
            new GetProjectRequest { Name = "projects/NCP24-14" }, cancellationToken: Cancellation);

        Assert.Equal("projects/NCP24-14", project.Name);
    }

    [Fact]
    public async Task Stop_when_the_caller_cancels()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(Unavailable);
        using var stop = new CancellationTokenSource();
        var client = suite.Client(options => options.InitialBackoff = options.MaxBackoff = TimeSpan.FromSeconds(20));

        var call = client.CreateProjectAsync(new CreateProjectRequest(), cancellationToken: stop.Token).ResponseAsync;
        stop.CancelAfter(100);
        var error = await Assert.ThrowsAsync<RpcException>(() => call);

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public async Task Answer_the_headers_of_the_attempt_that_counts()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.Failures.Enqueue(Unavailable);

        using var call = suite.Client().GetProjectAsync(new GetProjectRequest(), cancellationToken: Cancellation);
        await call;

        Assert.NotNull((await call.ResponseHeadersAsync).GetValue("date"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    /// <summary>As when what listens at an address goes away before it has greeted the caller.</summary>
    sealed class Breaking(int times) : DelegatingHandler(new SocketsHttpHandler())
    {
        int _left = times;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Decrement(ref _left) >= 0
                ? Task.FromException<HttpResponseMessage>(new HttpRequestException(
                    "An HTTP/2 connection could not be established because the server did not complete the HTTP/2 "
                        + "handshake."))
                : base.SendAsync(request, cancellationToken);
    }
}
