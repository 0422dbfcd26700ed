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
    public void Unicode_has_its_rules() => Assert.Equal("\u00E9", "e\u0301".Normalize());
}
