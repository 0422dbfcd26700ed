using System.Globalization;
using System.Text.Json.Serialization;
using Mastery.Changes.V1;

namespace Mastery.Cli.Lists;

/// <summary>What was found of one change log.</summary>
/// <param name="Log">Whose log.</param>
/// <param name="Parent">The hub, <c>hubs/*</c>.</param>
/// <param name="Revision">Its last revision.</param>
/// <param name="Hash">The hash of that revision.</param>
/// <param name="ChangeCount">How many changes were verified.</param>
/// <param name="Noted">The revision of an earlier day that it was compared with; 0 for none.</param>
/// <param name="Faults">What is not as it was written.</param>
sealed record VerifiedLog(
    ChangeLogOf Log, string Parent, long Revision, string Hash, long ChangeCount, long Noted,
    IReadOnlyList<ChangeFault> Faults)
{
    [JsonIgnore]
    public bool IsWhole => Faults.Count == 0;

    public override string ToString()
    {
        var name = $"{Log}".ToLowerInvariant();
        return (IsWhole, ChangeCount) switch
        {
            (false, _) => $"{name}: NOT as it was written",
            (_, 0) => $"{name}: nothing is written yet",
            _ => string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{name}: {ChangeCount:N0} changes up to revision ")
                + $"{Revision} are as they were written" + (Noted == 0 ? "" : $", and as they were noted at {Noted}"),
        };
    }
}

/// <summary>Verifies a change log part by part.</summary>
/// <param name="verify">Verifies one part.</param>
sealed class LogVerification(Func<VerifyChangesRequest, Task<VerifyChangesResponse>> verify)
{
    /// <summary>Verifies it from its beginning to its end.</summary>
    /// <param name="log">Whose log.</param>
    /// <param name="parent">The hub.</param>
    /// <param name="noted">What is known of it from an earlier day; null for nothing.</param>
    public async Task<VerifiedLog> VerifyAsync(ChangeLogOf log, string parent, AuditNote? noted)
    {
        List<ChangeFault> faults = [];
        var (request, count, noteLeft) = (new VerifyChangesRequest { Parent = parent }, 0L, noted);
        while (true)
        {
            // A part ends at the noted revision, so that the next begins with its hash.
            request.LastRevision = noteLeft?.Revision ?? 0;
            var part = await verify(request);
            faults.AddRange(part.Faults);
            count += part.ChangeCount;
            (request.AfterRevision, request.AfterHash) = (part.Revision, part.Hash);
            if (noteLeft is { } note && (part.Revision >= note.Revision || part.Revision >= part.HeadRevision))
            {
                (request.AfterRevision, request.AfterHash, noteLeft) = (note.Revision, note.Hash, null);
            }
            else if (part.Revision >= part.HeadRevision)
            {
                return new(log, parent, part.Revision, part.Hash, count, noted?.Revision ?? 0, [.. faults.Distinct()]);
            }
        }
    }
}
