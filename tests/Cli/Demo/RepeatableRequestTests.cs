using Mastery.Cli.Connection;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Demo;

public sealed class RepeatableRequestTests
{
    [Fact]
    public void Have_the_same_id_when_they_say_the_same() =>
        Assert.Equal(Request("schools/990001").RequestId, Request("schools/990001").RequestId);

    [Fact]
    public void Have_another_id_when_they_say_something_else()
    {
        Assert.NotEqual(Request("schools/990001").RequestId, Request("schools/990002").RequestId);
        Assert.NotEqual(
            new OpenWorkGroupRequest { Name = "x" }.WithRequestId().RequestId,
            new StartWorkGroupRequest { Name = "x" }.WithRequestId().RequestId);
    }

    [Fact]
    public void Have_ids_that_are_UUID4s() =>
        Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
            Request("schools/990001").RequestId);

    static CreateDepartmentRequest Request(string school) =>
        new CreateDepartmentRequest
        {
            Parent = "hubs/a",
            Department = new() { School = school, Subject = Subject.Mathematics },
        }.WithRequestId();
}
