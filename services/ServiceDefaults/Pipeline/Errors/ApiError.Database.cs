using Grpc.Core;
using Mastery.Errors.V1;

namespace Mastery.ServiceDefaults;

/// <content>What the state of the database means to callers.</content>
public sealed partial class ApiError
{
    internal static ApiError OutcomeUnknown() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        "The connection to the database was lost while the change was committed; it may have been made: "
        + $"retry{WithRequestId}.",
        RetryAfter(1));

    /// <summary>Another write holds what this one needs. Nothing was changed.</summary>
    internal static ApiError Locked() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        $"Other writes of the same resource take too long: nothing was changed, retry{WithRequestId}.",
        RetryAfter(1));

    /// <summary>The database ended a statement or a transaction that took too long.</summary>
    internal static ApiError TookTooLong() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        $"The database took too long: nothing was changed, retry{WithRequestId} or ask for less.",
        RetryAfter(1));

    /// <summary>The database has no room left. Reads go on.</summary>
    internal static ApiError DatabaseFull() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        $"The database's disk is full: nothing was changed. Its operator must make room; retry{WithRequestId} then.",
        RetryAfter(30));

    /// <summary>The database is a standby or was made read-only. Reads go on.</summary>
    internal static ApiError DatabaseReadOnly() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        $"The database takes no changes just now: nothing was changed, retry{WithRequestId}.",
        RetryAfter(5));

    /// <summary>Every connection that the database allows is in use.</summary>
    internal static ApiError DatabaseBusy() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        $"The database has no connection left: nothing was changed, retry{WithRequestId}.", RetryAfter(2));

    /// <summary>The database stops or starts.</summary>
    internal static ApiError DatabaseRestarting() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        $"The database is restarting: retry{WithRequestId}.", RetryAfter(2));

    /// <summary>A connection pooler gives statements to sessions that have not prepared them.</summary>
    internal static ApiError PreparedStatementsLost() => new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
        "The database's connection pooler does not keep prepared statements: its operator must set "
        + "'Max Auto Prepare=0' in ConnectionStrings:Database, or use PgBouncer 1.21 or later with "
        + "max_prepared_statements above 0.");
}
