using System.Diagnostics;
using System.Globalization;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void A_host_formats_alike_whatever_the_language_of_the_machine(string machine)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(machine);
        Assert.Equal("1,5", $"{1.5}");

        ServiceHost.CreateBuilder([], "library");

        Assert.Equal("1.5", $"{1.5}");
        var elsewhere = "";
        var thread = new Thread(() => elsewhere = $"{1.5}");
        thread.Start();
        thread.Join();
        Assert.Equal("1.5", elsewhere);
    }

    [Fact]
    public async Task A_service_without_the_rules_of_Unicode_says_so_and_does_not_start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Library.LibraryService).Assembly.Location, "run"])
        {
            RedirectStandardError = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "true" },
        };
        using var service = Process.Start(start)!;

        var said = await service.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await service.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, service.ExitCode);
        Assert.Contains("install ICU", said);
    }

    [Fact]
    public void Unicode_has_its_rules() => Assert.Equal("\u00E9", "e\u0301".Normalize());
}
