using System.Net.Sockets;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>What a failure of the database means to a caller. The driver's own <c>IsTransient</c> misses those of a
/// failover, so they are told apart here. No text of the database reaches a caller: it may hold values of
/// rows.</summary>
static class PostgresErrors
{
    const string IdleInTransactionTimeout = "25P03";

    /// <summary>The error to answer, or null when the failure is nobody's but our own.</summary>
    public static ApiError? Classify(Exception exception, bool cancelled) => exception switch
    {
        PostgresException postgres => Classify(postgres, cancelled),
        NpgsqlException when IsConnectionLoss(exception) => ApiError.Unavailable("The database"),
        SocketException => ApiError.Unavailable("The database"),
        _ => null,
    };

    /// <summary>Whether a failed COMMIT certainly changed nothing: the server itself refused it.</summary>
    public static bool CommitRefused(Exception exception) =>
        exception is PostgresException { SqlState: [.. var kind, _, _, _] }
        && kind is "23" or "25" or "40" or "53" or "0A" or "42";

    /// <summary>23503: a delete meets children, an insert or update a parent that is not there.</summary>
    public static ApiError ForeignKey(PostgresException error, string? subject = null) =>
        error.MessageText.StartsWith("update or delete", StringComparison.Ordinal)
            ? ApiError.Precondition(ErrorReason.HasChildren, "CHILDREN", subject ?? error.TableName ?? "",
                "Other resources depend on it: remove them first.")
            : ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", subject ?? error.ConstraintName ?? "",
                "A resource that it refers to does not exist.");

    /// <summary>Whether row-level security refused the row that was to be written.</summary>
    public static bool RowRefused(PostgresException error) =>
        error.SqlState == PostgresErrorCodes.InsufficientPrivilege
        && error.MessageText.Contains("row-level security", StringComparison.Ordinal);

    static ApiError? Classify(PostgresException error, bool cancelled) => error.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => ApiError.Of(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            "Another resource with the same key exists.", null,
            new ResourceInfo { ResourceType = error.TableName ?? "" }),
        PostgresErrorCodes.ForeignKeyViolation => ForeignKey(error),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            ApiError.Of(StatusCode.Aborted,
            ErrorReason.Conflict, "Two writes met: read again, then retry."),
        PostgresErrorCodes.LockNotAvailable => ApiError.Locked(),
        PostgresErrorCodes.QueryCanceled => cancelled ? null : ApiError.TookTooLong(),
        IdleInTransactionTimeout => ApiError.TookTooLong(),
        _ when PreparedStatementLost(error) => ApiError.PreparedStatementsLost(),
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire =>
            ApiError.Malformed("The request holds text that cannot be stored."),
        PostgresErrorCodes.DiskFull => ApiError.DatabaseFull(),
        PostgresErrorCodes.ReadOnlySqlTransaction => ApiError.DatabaseReadOnly(),
        PostgresErrorCodes.TooManyConnections => ApiError.DatabaseBusy(),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            ApiError.DatabaseRestarting(),
        ['0', '8', ..] => ApiError.Unavailable("The database"),
        _ => null,
    };

    /// <summary>Whether a connection pooler gave the statement to a session that had not prepared it, or that had
    /// prepared another under its name.</summary>
    public static bool PreparedStatementLost(PostgresException error) => error.SqlState is
        PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement
        || (error.SqlState == PostgresErrorCodes.ProtocolViolation
            && error.MessageText.Contains("prepared statement", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether only the operator can mend what the failure tells of, so that it belongs in the log.</summary>
    public static bool IsOperatorsConcern(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.TooManyConnections
        || PreparedStatementLost(error);

    static bool IsConnectionLoss(Exception exception) =>
        exception.InnerException is null or SocketException or IOException or TimeoutException or NpgsqlException;
}
