using System.Text.Json;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.OpenApi.Contract;

namespace Mastery.OpenApi.Operations;

/// <summary>The error catalogue of the contract, whose comments begin with the canonical code.</summary>
static class ErrorReasons
{
    const string Prefix = "ERROR_REASON_";

    /// <summary>Every reason, with its comment.</summary>
    public static IReadOnlyList<(string Name, string Comment)> All { get; } =
    [
        .. ErrorReasonReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ErrorReason)).Values
            .Where(value => value.Number != 0)
            .Select(value => (value.Name[Prefix.Length..], Comments.Of(value))),
    ];

    /// <summary>The reasons that an error of an HTTP status has, with their comments after the code.</summary>
    public static IEnumerable<(string Name, string Comment)> Of(int status) => All
        .Where(reason => StatusOf(reason.Comment) == status)
        .Select(reason => (reason.Name, reason.Comment[(reason.Comment.IndexOf('.', StringComparison.Ordinal) + 2)..]));

    /// <summary><c>InvalidArgument</c> is <c>INVALID_ARGUMENT</c>.</summary>
    public static string NameOf(StatusCode code) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(code.ToString());

    static int StatusOf(string comment) => Enum.GetValues<StatusCode>()
        .Where(code => comment.StartsWith($"{NameOf(code)}.", StringComparison.Ordinal))
        .Select(ErrorStatus.HttpStatus).FirstOrDefault();
}
