using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class LettersCommandTests : CommandTest
{
    const string One = $"{People.Hub}/letters/one";

    [Fact]
    public async Task Shows_a_letter_and_why_it_is_not_sent()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("letters", "show", One));

        Assert.Equal(
            [
                "To:      Ann Lee <ann@example.org>", "Subject: Your department has a place", "State:   not sent",
                "This service sends no e-mail.", "", "Dear Ann Lee",
            ],
            Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Marks_those_that_are_not_marked_yet_in_the_version_that_it_read()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("letters", "mark-sent", "one", "sent", "--hub", "sussex"));

        var request = Assert.Single(Received.Asked.OfType<MarkLetterSentRequest>());
        Assert.Equal((One, "r3"), (request.Name, request.Etag));
        Assert.Contains("1 unchanged, 1 done.", Output, StringComparison.Ordinal);
    }
}
