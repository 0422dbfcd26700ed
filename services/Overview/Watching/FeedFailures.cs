using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Overview.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Overview;

/// <summary>What the failure of one feed means to the reader of all.</summary>
static class FeedFailures
{
    /// <summary>Whether it may be gone when the feed is asked again.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        TimeoutException => true,
        ApiError error => MayPass(error.Code),
        RpcException refusal => MayPass(refusal.StatusCode),
        // What a service answers that is in the middle of a crash, as the peers' pipeline says it.
        InvalidOperationException { InnerException: RpcException } => true,
        _ => false,
    };

    /// <summary>What the reader is told who cannot go on.</summary>
    public static Exception Of(FeedEvent failed) => failed switch
    {
        { Failure: RpcException { StatusCode: StatusCode.OutOfRange } } => Expired(failed.Feed),
        { Refused: true, Failure: { } refusal } => refusal,
        _ => Unavailable(failed.Feed),
    };

    /// <summary>UNAVAILABLE: without a feed there is no place to begin.</summary>
    public static ApiError Unavailable(Feed feed) => ApiError.Unavailable(
        $"The feed of '{HubFeeds.ServiceOf(feed)}', without whose present end a stream cannot begin,");

    static ApiError Expired(Feed feed) => ApiError.Of(StatusCode.OutOfRange, ErrorReason.ResumeTokenExpired,
        $"The log of '{HubFeeds.ServiceOf(feed)}' does not go on from this token: watch again with it and "
        + $"start_over {Name(feed)}, list what you follow of that service after the first bookmark, then go on "
        + "from that. The other feeds lose nothing.",
        new Dictionary<string, string> { ["feed"] = Name(feed) });

    static string Name(Feed feed) => $"FEED_{Enums.Text(feed)}";

    static bool MayPass(StatusCode code) => code is StatusCode.Unavailable or StatusCode.ResourceExhausted
        or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Aborted or StatusCode.Internal;
}
