namespace Mastery.Suite.Tests.Documented;

/// <summary>The writes whose body is a stream of records.</summary>
public sealed partial class WriteTests
{
    async Task StreamsAsync(string school)
    {
        await _calls.CallAsync("importSchools", "", new[]
        {
            new { line = 2, urn = "980021", displayName = "School 980021", status = "STATUS_OPEN" },
            new { line = 3, urn = "980022", displayName = "School 980022", status = "STATUS_OPEN" },
        });
        await _calls.CallAsync("importSuccessions", "", new[]
        {
            new { line = 2, urn = "980021", linkUrn = "980022", linkType = "Successor" },
        });
        await _calls.CallAsync("planRosterSync", "", new[]
        {
            new
            {
                id = "8",
                givenName = "Mary",
                familyName = "Somerville",
                posts = new[] { new { subject = "Maths" } },
            },
        }, $"header.source={school}&header.system=sims&header.mode=ROSTER_MODE_DELTA");
    }
}
