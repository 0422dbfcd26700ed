using Google.Protobuf;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary>A subject access request is answered by the whole suite.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class SubjectAccessTests(RunningSuite suite, SeededHubs hubs)
{
    [Fact]
    public async Task Is_answered_with_what_every_service_holds_and_nothing_of_another_hub()
    {
        var person = hubs.One.Name("mastery.services/Participant");

        var data = await suite.As(hubs.One.Client).People.ExportParticipantDataAsync(new() { Name = person },
            cancellationToken: TestContext.Current.CancellationToken);

        var activity = hubs.One.Name("mastery.services/Activity");
        Assert.Contains(data.Records, record => record.Resource == activity);
        Assert.Contains(data.Changes, change => change.Resource == activity);
        Assert.Equal(person, data.Participant.Name);
        Assert.Equal("7654321", data.Participant.Trn);
        Assert.Superset(
            new HashSet<string> { "Application", "Department", "Enrolment", "Participant", "Session", "WorkGroup" },
            data.Records.Select(record => record.ResourceType.Split('/')[^1]).ToHashSet());
        Assert.DoesNotContain(hubs.Other.Hub, JsonFormatter.Default.Format(data), StringComparison.Ordinal);
    }
}
