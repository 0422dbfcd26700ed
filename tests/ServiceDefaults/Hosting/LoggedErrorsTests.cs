using Mastery.Testing;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>An error that no test expected fails one test, not every test of the fixture that ran the
/// service.</summary>
public sealed class LoggedErrorsTests
{
    [Fact]
    public async Task A_service_that_logged_one_is_disposed_of_without_an_exception()
    {
        var service = await TestService.StartAsync<Library.LibraryService>("library");
        service.Logs.CreateLogger("Nobody").Log(LogLevel.Error, "a failure that a test of the tests made");

        await service.DisposeAsync();

        Assert.Single(service.Logs.UnexpectedErrors);
        service.Logs.Expect(entry => entry.Category == "Nobody");
    }

    [Fact]
    public void Each_is_shown_once_with_its_line()
    {
        using var logs = new CapturedLogs();
        using var others = new CapturedLogs();
        logs.CreateLogger("Catalogue").Log(LogLevel.Error, "the disk is full");
        others.CreateLogger("Catalogue").Log(LogLevel.Error, "the disk is full");
        others.CreateLogger("Catalogue").Log(LogLevel.Error, "a test meant this");
        others.CreateLogger("Catalogue").Log(LogLevel.Warning, "the disk is slow");
        others.Expect(entry => entry.Message == "a test meant this");

        var failure = Assert.ThrowsAny<XunitException>(() => CapturedLogs.AssertNoUnexpectedErrors([logs, others]));

        Assert.Equal("2 errors logged unexpectedly:\nError Catalogue: the disk is full", failure.Message);
    }
}
