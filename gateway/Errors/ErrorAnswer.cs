using Google.Rpc;
using Mastery.Contracts;

namespace Mastery.Gateway.Errors;

/// <summary>An error as it is answered. What gRPC callers get is made once, however often it is answered.</summary>
/// <param name="HttpStatus">The status on REST; gRPC answers 200 and the code.</param>
/// <param name="Status">The error.</param>
/// <param name="Headers">The headers of the answer on REST.</param>
sealed record ErrorAnswer(int HttpStatus, Status Status, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What stands in place of trailers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers =>
        field ??= [.. ErrorStatus.ToTrailers(Status)];
}
