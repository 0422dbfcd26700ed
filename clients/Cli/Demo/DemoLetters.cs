using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>The letters that the decisions of the demo year wrote. The local suite sends no mail, so most are marked as
/// sent by hand, and the last wait.</summary>
static class DemoLetters
{
    const int Waiting = 3;

    /// <summary>Marks them.</summary>
    public static async Task MarkAsync(DemoContext context)
    {
        var letters = await context.Hub.WorkGroups.ListLettersAsync(
            new() { Parent = context.HubName, PageSize = 1_000 }, context.Call);
        List<Letter> unsent = [.. letters.Letters.Where(letter => letter.State == Letter.Types.State.NotSent)];
        await Task.WhenAll(unsent.SkipLast(Waiting).Select(letter => context.Hub.WorkGroups.MarkLetterSentAsync(
            new MarkLetterSentRequest { Name = letter.Name }.WithRequestId(), context.Call).ResponseAsync));
        context.Report($"{letters.Letters.Count} letters: {Waiting} wait, the others were sent by hand");
    }
}
