using Mastery.Testing;

namespace Mastery.Suite.Tests.Running;

/// <summary>The logs of the programs during all other tests.</summary>
[Collection(LastTests.Name)]
public sealed class LastLogTests(RunningSuite suite)
{
    [Fact]
    public async Task No_program_logged_an_unexpected_error_or_a_personal_value()
    {
        await suite.StopAsync();

        Logs.AssertNoErrors(Path.Combine(suite.Folder, "logs"));
    }
}
