using FsCheck.Fluent;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants.Tests;

/// <summary>Random sequences of the methods do what the published diagrams say, and nothing else.</summary>
public sealed class SessionDiagramTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    static readonly PublishedDiagram Diagram = PublishedDiagram.Read("session.proto");

    [Fact]
    public void Every_method_of_the_diagram_is_tried() => Assert.Equal(Verbs.Order(), Diagram.Methods.Order());

    [Fact]
    public async Task Random_sequences_follow_the_published_diagram()
    {
        foreach (var sequence in Gen.Elements(Verbs).ListOf(5).Sample(40))
        {
            await FollowAsync([.. sequence]);
        }
    }

    static string[] Verbs => ["HoldSession", "RecordAttendance", "CancelSession", "CancelWorkGroup"];

    async Task FollowAsync(string[] sequence)
    {
        var group = await Fixture.WorkGroupAsync();
        var person = (await Fixture.AcceptedAsync(group)).Advocates[0].Participant;
        var session = (await PlanAsync(group)).Name;
        var (state, over) = ("SCHEDULED", false);
        foreach (var verb in sequence)
        {
            var done = await TryAsync(verb, group.Name, session, person);
            var expected = Diagram.After(state, verb);
            // Attendance is corrected at any time; a Work Group is cancelled once, whatever its sessions are.
            var allowed = verb switch
            {
                "RecordAttendance" => expected is not null || state == "HELD",
                "CancelWorkGroup" => !over,
                _ => expected is not null,
            };
            Assert.True(done == allowed,
                $"{string.Join(", ", sequence)}: {verb} in {state} {(done ? "succeeded" : "was refused")}");
            (state, over) = (done ? expected ?? state : state, over || verb == "CancelWorkGroup");
            Assert.Equal(state, Enums.Text((await Groups.GetSessionAsync(new() { Name = session })).State));
        }
    }

    async Task<bool> TryAsync(string verb, string group, string session, string person)
    {
        try
        {
            await CallAsync(verb, group, session, person);
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }

    Task CallAsync(string verb, string group, string session, string person) => verb switch
    {
        "HoldSession" => Groups.HoldSessionAsync(new() { Name = session }).ResponseAsync,
        "RecordAttendance" => Groups.RecordAttendanceAsync(new()
        {
            Name = session,
            Attendances = { new V1.Session.Types.Attendance { Participant = person, Present = true } },
        }).ResponseAsync,
        "CancelSession" => Groups.CancelSessionAsync(new() { Name = session, Reason = "Snow" }).ResponseAsync,
        _ => Groups.CancelWorkGroupAsync(new() { Name = group, Reason = "No lead" }).ResponseAsync,
    };
}
