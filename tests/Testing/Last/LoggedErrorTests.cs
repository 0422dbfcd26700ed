using Mastery.Testing;

[assembly: TestCollectionOrderer(typeof(LastTestsOrderer))]

namespace Mastery.Testing.Last;

/// <summary>Compiled into every test assembly that uses <c>Testing</c>.</summary>
[CollectionDefinition(LastTests.Name, DisableParallelization = true)]
[Collection(LastTests.Name)]
public sealed class LoggedErrorTests
{
    [Fact]
    public Task No_service_logged_an_error_that_no_test_expected() => TestService.StopAllQuietlyAsync();
}
