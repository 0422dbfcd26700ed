using FsCheck.Fluent;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants.Tests;

/// <summary>Random sequences of the methods do what the published diagram says, and nothing else.</summary>
public sealed class DataRequestDiagramTests(PeopleFixture fixture)
{
    static readonly PublishedDiagram Diagram = PublishedDiagram.Read("data_request.proto");

    static string[] Verbs => ["PauseDataRequest", "ResumeDataRequest", "CloseDataRequest"];

    [Fact]
    public void Every_method_of_the_diagram_is_tried() => Assert.Equal(Verbs.Order(), Diagram.Methods.Order());

    [Fact]
    public async Task Random_sequences_follow_the_published_diagram()
    {
        foreach (var sequence in Gen.Elements(Verbs).ListOf(4).Sample(15))
        {
            var request = await fixture.DataRequestAsync();
            var state = "OPEN";
            foreach (var verb in sequence)
            {
                var done = await TryAsync(verb, request.Name);
                var expected = Diagram.After(state, verb);
                Assert.True(done == (expected is not null), $"{string.Join(", ", sequence)}: {verb} in {state}");
                state = expected ?? state;
                var read = await fixture.Protection.GetDataRequestAsync(new() { Name = request.Name });
                Assert.Equal(state, Enums.Text(read.State));
            }
        }
    }

    async Task<bool> TryAsync(string verb, string name)
    {
        try
        {
            await (verb switch
            {
                "PauseDataRequest" => fixture.Protection.PauseDataRequestAsync(new()
                {
                    Name = name,
                    Kind = V1.DataRequest.Types.Pause.Types.Kind.Clarification,
                    Reason = "Which years?",
                }),
                "ResumeDataRequest" => fixture.Protection.ResumeDataRequestAsync(new() { Name = name }),
                _ => fixture.Protection.CloseDataRequestAsync(new()
                {
                    Name = name,
                    Outcome = V1.DataRequest.Types.Outcome.Refused,
                    Reason = "Excessive",
                }),
            });
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }
}
