using Microsoft.Extensions.Options;

namespace Mastery.Participants;

/// <summary>Writes the letter about a decision, in its transaction.</summary>
public sealed class LetterWriter(LetterStore letters, IOptions<MailOptions> mail, TimeProvider clock)
{
    DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Writes what was decided about an application, which is saved.</summary>
    public async Task<Application> WriteAsync(Application decided)
    {
        var facts = await letters.FactsAsync(decided);
        if (LetterText.About(decided, facts) is { } text)
        {
            await letters.InsertAsync(Letter(decided, text, facts).Post(mail.Value.IsOn, Now));
        }

        return decided;
    }

    /// <summary>Hands a letter to the worker again.</summary>
    public async Task<Letter> PostAgainAsync(Letter letter) => await letters.UpdateAsync(
        letter, letter.PostAgain(await letters.AddressAsync(letter), mail.Value.IsOn, Now));

    static Letter Letter(Application application, LetterText text, LetterFacts facts) => new()
    {
        HubId = application.HubId,
        ApplicationId = application.Id,
        Id = Guid.CreateVersion7(),
        Kind = text.Kind,
        RecipientId = facts.RecipientId,
        RecipientName = facts.RecipientName,
        Email = facts.Email,
        Subject = text.Subject,
        Text = LetterLayout.Text(text, facts),
        Html = LetterLayout.Html(text, facts),
    };
}
