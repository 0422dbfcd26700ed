using Grpc.Core;
using Mastery.Cli.Commands;
using Mastery.Clients;
using Mastery.Mis;

namespace Mastery.Cli.Connector;

/// <summary>What came of a cycle, for people, programs and the exit code.</summary>
static class CycleWords
{
    /// <summary>As metrics and the state have it.</summary>
    public static string Of(CycleOutcome outcome) => outcome switch
    {
        CycleOutcome.InStep => "in_step",
        CycleOutcome.RowsUnused => "rows_unused",
        CycleOutcome.NeedsPerson => "needs_person",
        CycleOutcome.Unreachable => "unreachable",
        CycleOutcome.Misconfigured => "misconfigured",
        _ => "none",
    };

    /// <summary>The exit code of one cycle.</summary>
    public static int Exit(CycleOutcome outcome) => outcome switch
    {
        CycleOutcome.InStep => ExitCode.Done,
        CycleOutcome.RowsUnused => ExitCode.SomeRejected,
        CycleOutcome.NeedsPerson => ExitCode.NeedsPerson,
        CycleOutcome.Unreachable => ExitCode.Unreachable,
        _ => ExitCode.NothingDone,
    };

    /// <summary>Whether it failed.</summary>
    public static bool Failed(CycleOutcome outcome) =>
        outcome is CycleOutcome.Unreachable or CycleOutcome.Misconfigured;

    /// <summary>What a failure is; null where it is a fault of the program.</summary>
    public static CycleFailure? Of(Exception exception) => exception switch
    {
        StaffSourceException source => new(
            (int?)source.Status is 401 or 403 or 404 ? CycleOutcome.Misconfigured : CycleOutcome.Unreachable,
            source.Message,
            source.RetryAfter),
        RpcException call => Of(call.ToMasteryError()),
        CleartextException cleartext => new(
            CycleOutcome.Misconfigured,
            $"{cleartext.Address} would get the secret without encryption: its address must begin with https.",
            null),
        ConfigurationException configuration => new(CycleOutcome.Misconfigured, configuration.Message, null),
        IOException or UnauthorizedAccessException => new(CycleOutcome.Unreachable, exception.Message, null),
        _ => null,
    };

    // Violations are not told: they may name people.
    static CycleFailure Of(MasteryError error) => error.Code switch
    {
        StatusCode.Unauthenticated => new(
            CycleOutcome.Misconfigured,
            $"The suite does not accept the client: {error.Message} Check its id and secret.",
            null),
        StatusCode.PermissionDenied or StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.Unimplemented =>
            new(CycleOutcome.Misconfigured, $"The suite refuses ({error.Code}): {error.Message}", null),
        _ => new(
            CycleOutcome.Unreachable, $"The suite cannot be reached, or is busy ({error.Code}): {error.Message}",
            error.RetryDelay),
    };
}

/// <summary>Why a cycle failed.</summary>
/// <param name="Outcome">What it counts as.</param>
/// <param name="Text">Why, without personal data.</param>
/// <param name="RetryAfter">How long it was asked to wait; null where nobody said.</param>
sealed record CycleFailure(CycleOutcome Outcome, string Text, TimeSpan? RetryAfter);
