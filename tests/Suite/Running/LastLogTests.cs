using Mastery.Testing;

namespace Mastery.Suite.Tests.Running;

/// <summary>The logs of the programs during all other tests.</summary>
[Collection(LastTests.Name)]
public sealed class LastLogTests(RunningSuite suite)
{
    [Fact]
    public async Task No_program_logged_a_failure_that_no_test_expected_or_anything_personal()
    {
        await suite.StopAsync();

        Logs.AssertQuiet(Path.Combine(suite.Folder, "logs"));
    }
}
