using Microsoft.Extensions.Options;

namespace Mastery.Participants;

/// <summary>Writes the letter about a decision, or the answer to an enquiry, in its transaction.</summary>
public sealed class LetterWriter(LetterStore letters, IOptions<MailOptions> mail, TimeProvider clock)
{
    DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Writes what was decided about an application, which is saved.</summary>
    public async Task<Application> WriteAsync(Application decided)
    {
        var facts = await letters.FactsAsync(decided);
        if (LetterText.About(decided, facts) is { } text)
        {
            await InsertAsync(Letter(decided.HubId, text, facts) with { ApplicationId = decided.Id });
        }

        return decided;
    }

    /// <summary>Writes the answer to an enquiry.</summary>
    public async Task WriteAsync(Enquiry answered)
    {
        var facts = await letters.FactsAsync(answered);
        await InsertAsync(Letter(answered.HubId, LetterText.Answer(answered, facts), facts) with
        {
            EnquiryId = answered.Id,
        });
    }

    /// <summary>Hands a letter to the worker again.</summary>
    public async Task<Letter> PostAgainAsync(Letter letter) => await letters.UpdateAsync(
        letter, letter.PostAgain(await letters.AddressAsync(letter), mail.Value.IsOn, Now));

    Task<Letter> InsertAsync(Letter letter) => letters.InsertAsync(letter.Post(mail.Value.IsOn, Now));

    static Letter Letter(string hub, LetterText text, LetterFacts facts) => new()
    {
        HubId = hub,
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
