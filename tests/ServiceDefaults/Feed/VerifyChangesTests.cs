using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>Who may read a log can have it verified, part by part.</summary>
public sealed class VerifyChangesTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Verifies_a_log_part_by_part_and_answers_the_hash_that_the_operator_s_verb_writes()
    {
        await FillAsync();
        var whole = await library.Service.Services.GetRequiredService<ChangeLogVerifier>().VerifyAsync(_hub);

        var parts = await PartsAsync();

        Assert.Equal([2, 4, 5, 6], parts.Select(part => part.Revision));
        Assert.Equal([2, 2, 4, 1], parts.Select(part => part.ChangeCount));
        Assert.All(parts, part => Assert.Equal((6, 0), (part.HeadRevision, part.Faults.Count)));
        Assert.Equal((whole.Revision, whole.Hash), (parts[^1].Revision, parts[^1].Hash));
        Assert.Equal(9, (await VerifyAsync()).ChangeCount);
    }

    [Fact]
    public async Task Ends_at_the_revision_that_was_noted_so_that_its_hash_can_be_compared()
    {
        await FillAsync();
        var noted = await VerifyAsync(last: 3);
        await library.Service.AddShelfAsync(_hub);

        Assert.Equal((3, 7), (noted.Revision, (await VerifyAsync()).HeadRevision));
        Assert.Empty((await VerifyAsync(after: 3, noted.Hash.ToUpperInvariant())).Faults);
        Assert.Contains("written anew", Assert.Single((await VerifyAsync(3, new('a', 64))).Faults).Description);
        Assert.Contains("not there", Assert.Single((await VerifyAsync(9, noted.Hash)).Faults).Description);
        Assert.Contains("not there", Assert.Single((await VerifyAsync(9)).Faults).Description);
    }

    [Fact]
    public async Task A_log_in_which_nothing_was_written_has_nothing_to_verify() =>
        Assert.Equal(new VerifyChangesResponse(), await VerifyAsync());

    [Theory]
    [InlineData(3, 1, "not what was written", "UPDATE change SET actor = 'nobody' WHERE revision = 3")]
    [InlineData(5, 2, "not what was written", "UPDATE change SET ordinal = 9 WHERE (revision, ordinal) = (5, 2)")]
    [InlineData(4, 0, "nothing is left between it and 2", "DELETE FROM change WHERE revision = 3")]
    [InlineData(6, 0, "nothing is left between it and 4", "DELETE FROM change WHERE revision = 5")]
    [InlineData(6, 0, "before it was changed", "DELETE FROM change WHERE (revision, ordinal) = (5, 4)")]
    [InlineData(5, 0, "ends here, and its counter says 6", "DELETE FROM change WHERE revision = 6")]
    [InlineData(6, 0, "ends here, and its counter says 2", "UPDATE revision SET revision = 2")]
    [InlineData(6, 0, "ends here, and its counter says 0", "DELETE FROM revision")]
    [InlineData(6, 0, "has another hash", "UPDATE revision SET hash = sha256(hash)")]
    [InlineData(3, 1, "were removed", "DELETE FROM change_personal WHERE revision = 3")]
    [InlineData(3, 1, "without an erasure", "UPDATE change_personal SET salt = NULL, value = NULL WHERE revision = 3")]
    public async Task Says_what_was_done_behind_the_service_and_where(
        long revision, int ordinal, string description, string sql)
    {
        await FillAsync();
        await TamperAsync(sql);

        var faults = (await PartsAsync()).SelectMany(part => part.Faults).ToList();

        Assert.Contains(faults, fault => (fault.Revision, fault.Ordinal) == (revision, ordinal)
            || (fault.Revision == revision && fault.Ordinal == 9));
        Assert.Contains(faults, fault => fault.Description.Contains(description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuses_what_is_no_hash_of_a_revision_no_range_and_every_hub_at_once()
    {
        await Refused.WithAsync(
            StatusCode.InvalidArgument, ErrorReason.InvalidField, () => VerifyAsync(0, new('a', 64)));
        await Refused.WithAsync(
            StatusCode.InvalidArgument, ErrorReason.InvalidField, () => VerifyAsync(after: 3, last: 2));
        await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField, () => VerifyAsync(1, "abc"));
        await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField, async () =>
            await library.Service.Client<Library.Changes.V1.LibraryChangeService.LibraryChangeServiceClient>(
                LibraryFixture.Token("*") with { Scopes = ["changes.read", "national.read"] })
                .VerifyChangesAsync(new() { Parent = "hubs/-" }));
    }

    // Six revisions of one change each but for the fifth, which has four: the rows of an import.
    async Task FillAsync()
    {
        var client = library.Library(_hub);
        var shelf = await library.ShelfAsync(_hub, with => with.Note = "one");
        await client.CreateBookAsync(new() { Parent = shelf.Name, Book = new() { Title = "B" } });
        await client.UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Note = "two" } });
        await client.CreateBookAsync(new() { Parent = shelf.Name, Book = new() { Title = "C" } });
        using var import = client.ImportBooks();
        await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "1", "2", "3", "4" } });
        await import.RequestStream.CompleteAsync();
        await import.ResponseAsync;
        await library.ShelfAsync(_hub);
    }

    async Task<List<VerifyChangesResponse>> PartsAsync()
    {
        List<VerifyChangesResponse> parts = [];
        do
        {
            var last = parts.LastOrDefault() ?? new();
            parts.Add(await VerifyAsync(last.Revision, last.Hash, most: 2));
        }
        while (parts[^1].Revision < parts[^1].HeadRevision);
        return parts;
    }

    async Task<VerifyChangesResponse> VerifyAsync(long after = 0, string hash = "", int most = 0, long last = 0) =>
        await library.Service.Feed(_hub).VerifyChangesAsync(new()
        {
            Parent = $"hubs/{_hub}",
            AfterRevision = after,
            AfterHash = hash,
            MaxChanges = most,
            LastRevision = last,
        });

    async Task TamperAsync(string sql)
    {
        await using var connection = await library.Service.Database.OpenAsOwnerAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var tamper = new NpgsqlCommand(
            $"SELECT set_config('mastery.hub', '{_hub}', true); {sql}", connection);
        await tamper.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
