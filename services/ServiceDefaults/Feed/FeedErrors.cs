using Grpc.Core;
using Mastery.Errors.V1;

namespace Mastery.ServiceDefaults;

/// <summary>Why a feed cannot go on from where its reader is.</summary>
static class FeedErrors
{
    /// <summary>OUT_OF_RANGE: the database was restored since the token was given.</summary>
    public static ApiError Restored() => Of("The log was restored since this token was given");

    /// <summary>OUT_OF_RANGE: what follows the token is no longer there.</summary>
    public static ApiError Gone() => Of("The revisions after this token are no longer there");

    static ApiError Of(string why) => ApiError.Of(StatusCode.OutOfRange, ErrorReason.ResumeTokenExpired,
        $"{why}: list what you follow again, then watch from the first bookmark of a stream without a token.");
}
