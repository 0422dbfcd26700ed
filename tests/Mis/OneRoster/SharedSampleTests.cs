using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.OneRoster;

/// <summary>Exports of other systems, where they lie beside the repository: two teachers, with an organisation that is
/// no school, pupils, parents and passwords.</summary>
public sealed class SharedSampleTests
{
    [Theory]
    [InlineData("v1p1_full.zip", "jim.smith@myschool.com;john.doe@myschool.com")]
    [InlineData("v1p1_minimal.zip", ";")]
    public async Task Give_their_staff_and_nobody_else(string name, string emails)
    {
        var path = Path.Combine(Checkout(), "../shared/data/oneroster", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not on this machine");

        var feed = await TestFiles.ReadAsync(path);

        Assert.Equal([("usr-222-123456", "Doe"), ("usr-222-987654", "Smith")],
            feed.Records.Select(record => (record.Id, record.FamilyName)));
        Assert.Equal(emails, string.Join(';', feed.Records.Select(record => record.Email)
            .Order(StringComparer.Ordinal)));
        Assert.Equal((3, 1), (feed.End.Dropped["pupils"], feed.End.Dropped["parents and carers"]));
        Assert.Contains("History Department", feed.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Password1-", feed.Text, StringComparison.Ordinal);
    }

    static string Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MasteryServices.slnx")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
