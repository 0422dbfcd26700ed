using Xunit.Sdk;

namespace Mastery.Suite.Tests.Running;

/// <summary>The control of the log check at the end.</summary>
public sealed class LogsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("mastery-logs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_log_of_a_normal_start_is_accepted()
    {
        Write("info: Microsoft.Hosting.Lifetime[14]\n      Now listening on: http://localhost:8080");

        Logs.AssertNoErrors(_folder);
    }

    [Theory]
    [InlineData(
        "fail: Mastery.ServiceDefaults.ErrorInterceptor[1]\n      "
            + "/mastery.participants.v1.WorkGroupService/GetWorkGroup failed")]
    [InlineData("Unhandled exception. System.IO.IOException: Failed to bind")]
    [InlineData("warn: Npgsql[0]\n      duplicate key (hub_id, trn)=(kent-and-medway, 7654321)")]
    public void An_error_or_a_personal_value_is_found(string log)
    {
        Write(log);

        Assert.ThrowsAny<XunitException>(() => Logs.AssertNoErrors(_folder));
    }

    void Write(string log) => File.WriteAllText(Path.Combine(_folder, "service.log"), log);
}
