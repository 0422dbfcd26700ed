using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.Cli.Importing;

/// <summary>Sends records to the directory as one stream, which is one transaction.</summary>
public static class DirectoryImport
{
    /// <summary>The most records a message may have.</summary>
    public const int BatchSize = 1000;

    /// <summary>Sends schools as they are read.</summary>
    public static Task<ImportAnswer> SendAsync(
        this SchoolDirectoryService.SchoolDirectoryServiceClient directory,
        IEnumerable<SchoolRecord> records,
        string extractDate,
        bool validateOnly,
        CancellationToken cancellation) => StreamAsync(
            () => directory.ImportSchools(cancellationToken: cancellation),
            records.Chunk(BatchSize).Select(batch => new ImportSchoolsRequest
            {
                Records = { batch },
                ExtractDate = extractDate,
                ValidateOnly = validateOnly,
            }),
            ImportAnswer.Of,
            cancellation);

    /// <summary>Sends successions as they are read.</summary>
    public static Task<ImportAnswer> SendAsync(
        this SchoolDirectoryService.SchoolDirectoryServiceClient directory,
        IEnumerable<SuccessionRecord> records,
        string extractDate,
        bool complete,
        bool validateOnly,
        CancellationToken cancellation) => StreamAsync(
            () => directory.ImportSuccessions(cancellationToken: cancellation),
            records.Chunk(BatchSize).Select(batch => new ImportSuccessionsRequest
            {
                Records = { batch },
                ExtractDate = extractDate,
                Complete = complete,
                ValidateOnly = validateOnly,
            }),
            ImportAnswer.Of,
            cancellation);

    /// <summary>Sends trusts as they are read.</summary>
    public static Task<ImportAnswer> SendAsync(
        this SchoolDirectoryService.SchoolDirectoryServiceClient directory,
        IEnumerable<TrustRecord> records,
        string extractDate,
        bool validateOnly,
        CancellationToken cancellation) => directory.SendAsync(
            records.Chunk(BatchSize).Select(batch => new ImportTrustsRequest { Trusts = { batch } }),
            extractDate,
            complete: false,
            validateOnly,
            cancellation);

    /// <summary>Sends the schools of trusts as they are read.</summary>
    public static Task<ImportAnswer> SendAsync(
        this SchoolDirectoryService.SchoolDirectoryServiceClient directory,
        IEnumerable<TrustMembershipRecord> records,
        string extractDate,
        bool complete,
        bool validateOnly,
        CancellationToken cancellation) => directory.SendAsync(
            records.Chunk(BatchSize).Select(batch => new ImportTrustsRequest { Memberships = { batch } }),
            extractDate,
            complete,
            validateOnly,
            cancellation);

    static Task<ImportAnswer> SendAsync(
        this SchoolDirectoryService.SchoolDirectoryServiceClient directory,
        IEnumerable<ImportTrustsRequest> batches,
        string extractDate,
        bool complete,
        bool validateOnly,
        CancellationToken cancellation) => StreamAsync(
            () => directory.ImportTrusts(cancellationToken: cancellation),
            batches.Select(batch =>
            {
                (batch.ExtractDate, batch.Complete, batch.ValidateOnly) = (extractDate, complete, validateOnly);
                return batch;
            }),
            ImportAnswer.Of,
            cancellation);

    static async Task<ImportAnswer> StreamAsync<TRequest, TResponse>(
        Func<AsyncClientStreamingCall<TRequest, TResponse>> begin,
        IEnumerable<TRequest> batches,
        Func<TResponse, ImportAnswer> answer,
        CancellationToken cancellation) where TResponse : class =>
        await ClientStream.SendAsync(begin, batches, cancellation) is { } response
            ? answer(response)
            : ImportAnswer.Nothing;
}
