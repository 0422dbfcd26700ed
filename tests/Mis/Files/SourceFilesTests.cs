using Mastery.Mis.Files;
using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.Files;

/// <summary>Archives that are made to do harm, and large ones that are not.</summary>
public sealed class SourceFilesTests : IDisposable
{
    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Ends_a_file_that_unpacks_to_more_than_it_may()
    {
        using var stream = new BoundedStream(new MemoryStream(new byte[3 << 20]), "users.csv", 2 << 20);

        var failure = Assert.Throws<StaffSourceException>(() => stream.CopyTo(Stream.Null));

        Assert.Equal("users.csv is larger than 2 MB, which no export of staff is: it was not read further.",
            failure.Message);
    }

    [Fact]
    public async Task Writes_nothing_outside_whatever_names_an_archive_has()
    {
        var zip = _files.Zip("export.zip", ("../../orgs.csv", "sourcedId,name,type,identifier\no1,S,school,136283\n"),
            ("/etc/users.csv", "sourcedId,givenName,familyName,role,orgSourcedIds\nu1,Anna,Ash,teacher,o1\n"));
        var before = Directory.GetFileSystemEntries(Path.GetDirectoryName(zip)!, "*", SearchOption.AllDirectories);

        var feed = await TestFiles.ReadAsync(zip);

        Assert.Equal("136283", feed["u1"].Posts.Single().SchoolNumber);
        Assert.Equal(before, Directory.GetFileSystemEntries(Path.GetDirectoryName(zip)!, "*",
            SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Reads_a_large_export_without_holding_it()
    {
        var pupil = ",active,,true,o1,student,,,Sam,Pupil,,,,,,,," + new string('x', 400) + "\n";
        var users = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
            + "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
            + string.Concat(Enumerable.Range(0, 40_000).Select(number => $"p{number}{pupil}"))
            + "u1,,,true,o1,teacher,,,Anna,Ash,,,,,,,,\n";
        var zip = _files.Zip("large.zip", ("users.csv", users), ("orgs.csv", "sourcedId,name\no1,S\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var feed = await TestFiles.ReadAsync(zip);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal("u1", Assert.Single(feed.Records).Id);
        Assert.Equal(40_000, feed.End.Dropped["pupils"]);
        Assert.True(allocated < users.Length, $"{allocated:N0} bytes for a file of {users.Length:N0}");
    }

    [Fact]
    public async Task Says_what_is_missing_in_a_folder()
    {
        var failure = await Assert.ThrowsAsync<StaffSourceException>(
            () => TestFiles.ReadAsync(_files.Folder("empty", ("readme.txt", "x"))));

        Assert.StartsWith("empty has none of the files of a known export", failure.Message, StringComparison.Ordinal);
    }
}
