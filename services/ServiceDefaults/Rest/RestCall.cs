using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Csv;

namespace Mastery.ServiceDefaults;

/// <summary>What a call over REST has beside its message.</summary>
/// <param name="Request">The type of the request message.</param>
/// <param name="Body">The field of the request that the body is; <c>*</c> for the whole request, empty for
/// none.</param>
sealed record RestCall(MessageDescriptor Request, string Body)
{
    /// <summary>Whether the caller writes fields as the contract does (<c>display_name</c>) and not as JSON does
    /// (<c>displayName</c>).</summary>
    public bool UsesContractNames { get; set; }

    /// <summary>The error to answer, with fields named as the caller writes them; null where there is none.</summary>
    public Google.Rpc.Status? Error { get; private set; }

    /// <summary>Whether the caller has the present version (<c>If-None-Match</c>).</summary>
    public bool NotModified { get; set; }

    /// <summary>The path of the resource that the call created; null where it created none.</summary>
    public string? Location { get; set; }

    /// <summary>The list that the caller wants as CSV; null where the answer is JSON.</summary>
    public CsvList? Csv { get; init; }

    /// <summary>The page to write as CSV.</summary>
    public IMessage? CsvPage { get; set; }

    /// <summary>Takes the error that the pipeline answers.</summary>
    public void Fail(Google.Rpc.Status error) => Error = RestFieldNames.Apply(error, this);
}
