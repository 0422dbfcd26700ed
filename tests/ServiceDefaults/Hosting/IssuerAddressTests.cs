using Microsoft.Extensions.Hosting.Internal;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class IssuerAddressTests
{
    [Theory]
    [InlineData("https://suite.example/", true, true)]
    [InlineData("http://suite.example/", false, true)]
    [InlineData("https://localhost/", false, true)]
    [InlineData("https://[::1]/", false, true)]
    [InlineData("https://suite.localhost/", false, true)]
    [InlineData("http://localhost:8080/", false, true)]
    [InlineData("ftp://suite.example/", false, false)]
    [InlineData("suite.example", false, false)]
    [InlineData("", false, false)]
    public void Is_of_another_machine_and_https_but_where_the_suite_is_run_for_oneself(
        string address, bool anywhere, bool locally)
    {
        foreach (var (environment, allowed) in new[]
        {
            ("Production", anywhere), ("Staging", anywhere), ("Local", locally), ("Development", locally),
        })
        {
            var problem = IssuerAddress.Problem(
                "Access:Issuer", address, new HostingEnvironment { EnvironmentName = environment });

            Assert.Equal((environment, allowed), (environment, problem is null));
            Assert.True(problem?.StartsWith("Access:Issuer is ", StringComparison.Ordinal) ?? true);
        }
    }
}
