using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class ErrorTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly LibraryServiceClient _client = library.Library("hub-a");

    [Theory]
    [InlineData("23505", StatusCode.AlreadyExists, ErrorReason.ResourceExists)]
    [InlineData("23503", StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid)]
    [InlineData("40001", StatusCode.Aborted, ErrorReason.Conflict)]
    [InlineData("40P01", StatusCode.Aborted, ErrorReason.Conflict)]
    [InlineData("22021", StatusCode.InvalidArgument, ErrorReason.MalformedRequest)]
    [InlineData("22P05", StatusCode.InvalidArgument, ErrorReason.MalformedRequest)]
    [InlineData("25006", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData("57P01", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData("57P02", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData("57P03", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData("08006", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData("57014", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData("55P03", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData("25P03", StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    public async Task Tells_what_a_failure_of_the_database_means(string state, StatusCode code, ErrorReason reason)
    {
        var status = await Refused.WithAsync(code, reason, async () => await _client.FailAsync(new() { How = state }));

        Assert.DoesNotContain("nobody outside", status.ToString());
    }

    [Fact]
    public async Task Says_when_to_retry_what_is_unavailable()
    {
        var status = await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
            async () => await _client.FailAsync(new() { How = "57P01" }));

        Assert.True(status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        // A read has none.
        Assert.DoesNotContain("request_id", status.Message);
    }

    [Theory]
    [InlineData("25006", "The database takes no changes just now")]
    [InlineData("53100", "The database's disk is full")]
    [InlineData("53300", "The database has no connection left")]
    [InlineData("55P03", "Other writes of the same resource take too long")]
    [InlineData("57014", "The database took too long")]
    [InlineData("57P01", "The database is restarting")]
    [InlineData("57P03", "The database is restarting")]
    [InlineData("08006", "The database cannot be reached")]
    public async Task Tells_the_states_of_the_database_apart(string state, string message)
    {
        library.Service.Logs.Expect(entry => entry.Message.StartsWith("The database", StringComparison.Ordinal));

        var status = await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
            async () => await _client.FailAsync(new() { How = state }));

        Assert.StartsWith(message, status.Message);
        Assert.NotNull(status.GetDetail<RetryInfo>());
    }

    [Theory]
    [InlineData("26000")]
    [InlineData("42P05")]
    public async Task A_pooler_that_loses_prepared_statements_is_told_from_other_failures(string state)
    {
        library.Service.Logs.Expect(entry => entry.Message.Contains("Max Auto Prepare=0"));

        var status = await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, async () =>
            await _client.FailAsync(new() { How = state }));

        Assert.Contains("'Max Auto Prepare=0'", status.Message);
        Assert.Contains(library.Service.Logs.Entries, entry => entry.Message == status.Message);
    }

    [Theory]
    [InlineData("unexpected")]
    [InlineData("42883")]
    [InlineData("23514")]
    public async Task Keeps_the_inside_to_itself_and_logs_it_once(string how)
    {
        library.Service.Logs.Expect(entry => entry.Exception?.Message.Contains("nobody outside") ?? false);

        var status = await Refused.WithAsync(StatusCode.Internal, ErrorReason.Internal, async () =>
            await _client.FailAsync(new() { How = how }));

        var trace = status.GetDetail<ErrorInfo>()!.Metadata["trace_id"];
        Assert.DoesNotContain("nobody outside", status.ToString());
        Assert.Single(library.Service.Logs.Entries, entry => entry.Message.Contains(trace));
    }

    [Fact]
    public async Task A_call_past_its_deadline_ends_and_leaves_no_query_behind()
    {
        var call = _client.FailAsync(new() { How = "sleep" }, deadline: DateTime.UtcNow.AddSeconds(1));
        await UntilAsync(async () => await SleepersAsync() == 1);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, refusal.StatusCode);
        await UntilAsync(async () => await SleepersAsync() == 0);
    }

    [Fact]
    public async Task A_call_that_its_caller_gave_up_leaves_no_query_behind()
    {
        using var patience = new CancellationTokenSource();
        var call = _client.FailAsync(new() { How = "sleep" }, cancellationToken: patience.Token);
        await UntilAsync(async () => await SleepersAsync() == 1);

        await patience.CancelAsync();
        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.Cancelled, refusal.StatusCode);
        await UntilAsync(async () => await SleepersAsync() == 0);
    }

    [Fact]
    public void Every_reason_has_its_own_name_without_the_prefix()
    {
        foreach (var reason in Enum.GetValues<ErrorReason>())
        {
            var info = ApiError.Of(StatusCode.Internal, reason, "").ToStatus().GetDetail<ErrorInfo>()!;

            Assert.Equal("mastery-services", info.Domain);
            Assert.Equal($"ERROR_REASON_{info.Reason}", ErrorReasonReflection.Descriptor.EnumTypes[0]
                .FindValueByNumber((int)reason).Name);
        }
    }

    [Fact]
    public void A_refusal_of_very_many_fields_stays_small_enough_for_a_trailer()
    {
        var error = ApiError.Invalid(Enumerable.Range(0, 5000).Select(index => ($"field_{index}", "is required")));

        Assert.True(error.ToStatus().CalculateSize() < 4096);
        Assert.Contains("and 4997 more", error.Message);
    }

    Task<long> SleepersAsync() => library.RunningAsync("%pg_sleep%");

    static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 100, "It never came to be.");
            await Task.Delay(50);
        }
    }
}
