using Grpc.Core;

namespace Mastery.Suite.Tests.Isolation.Matrix;

/// <summary>The two letters of a cell.</summary>
static class Cells
{
    /// <summary>A cell that cannot be: the method has no such request.</summary>
    public const string None = "..";

    static readonly (StatusCode Code, string Reason, string Cell)[] Known =
    [
        (StatusCode.OK, "", "ok"),
        (StatusCode.Unauthenticated, "TOKEN_INVALID", "UA"),
        (StatusCode.PermissionDenied, "SCOPE_MISSING", "PD"),
        (StatusCode.NotFound, "RESOURCE_NOT_FOUND", "NF"),
        (StatusCode.Aborted, "CONFLICT", "AB"),
        (StatusCode.AlreadyExists, "RESOURCE_EXISTS", "AE"),
        (StatusCode.InvalidArgument, "INVALID_FIELD", "IA"),
        (StatusCode.FailedPrecondition, "REFERENCE_INVALID", "RI"),
        (StatusCode.FailedPrecondition, "INCOMPLETE", "IC"),
    ];

    /// <summary>What each cell stands for.</summary>
    public static IEnumerable<string> Legend => Known.Select(known => known.Code == StatusCode.OK
        ? $"{known.Cell}  answered"
        : $"{known.Cell}  {known.Code}, {known.Reason}").Append($"{None}  there is no such request");

    /// <summary>The cell of an answer; one that the matrix does not know is written out.</summary>
    public static string Of(StatusCode code, string reason) =>
        Known.FirstOrDefault(known => known.Code == code && known.Reason == reason).Cell ?? $"{code}/{reason}";
}
