using FsCheck.Fluent;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants.Tests;

/// <summary>Random sequences of the methods do what the published diagram says, and nothing else.</summary>
public sealed class EnquiryDiagramTests(PeopleFixture fixture)
{
    static readonly PublishedDiagram Diagram = PublishedDiagram.Read("enquiry.proto");

    static string[] Verbs => ["AnswerEnquiry", "ConvertEnquiry", "CloseEnquiry"];

    [Fact]
    public void Every_method_of_the_diagram_is_tried() => Assert.Equal(Verbs.Order(), Diagram.Methods.Order());

    [Fact]
    public async Task Random_sequences_follow_the_published_diagram()
    {
        foreach (var sequence in Gen.Elements(Verbs).ListOf(4).Sample(25))
        {
            var enquiry = await fixture.EnquiryAsync();
            var state = "OPEN";
            foreach (var verb in sequence)
            {
                // Repeating a conversion answers what it made.
                var again = (state, verb) == ("CONVERTED", "ConvertEnquiry");
                var done = await TryAsync(verb, enquiry.Name);
                var expected = again ? state : Diagram.After(state, verb);
                Assert.True(done == (expected is not null), $"{string.Join(", ", sequence)}: {verb} in {state}");
                state = expected ?? state;
                var read = await fixture.Groups.GetEnquiryAsync(new() { Name = enquiry.Name });
                Assert.Equal(state, Enums.Text(read.State));
            }
        }
    }

    async Task<bool> TryAsync(string verb, string enquiry)
    {
        try
        {
            await (verb switch
            {
                "AnswerEnquiry" => fixture.Groups.AnswerEnquiryAsync(
                    new() { Name = enquiry, Text = "Yes", Author = "Grace Hopper" }),
                "ConvertEnquiry" => fixture.Groups.ConvertEnquiryAsync(new() { Name = enquiry }),
                _ => fixture.Groups.CloseEnquiryAsync(new() { Name = enquiry, Reason = "Nothing came of it" }),
            });
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }
}
