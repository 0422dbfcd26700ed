using Microsoft.Extensions.Options;

namespace Mastery.Participants;

/// <summary>Writes the letters about applications, enrolments and enquiries, each in the transaction of what it
/// tells.</summary>
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

    /// <summary>Writes that another verdict has another outcome.</summary>
    public async Task<Application> WriteReassessedAsync(Application before, Application after)
    {
        if (before.Eligibility!.Outcome != after.Eligibility!.Outcome)
        {
            await InsertAsync(after, LetterText.Reassessed);
        }

        return after;
    }

    /// <summary>Writes that an application has become the first of its waiting list.</summary>
    public Task WriteFirstAsync(Application waiting) => InsertAsync(waiting, LetterText.First);

    /// <summary>Writes that an application is with this hub now.</summary>
    public Task WriteArrivedAsync(Application arrived) => InsertAsync(arrived, LetterText.HubChanged);

    /// <summary>Writes what has become of a place. When it ends, what has not gone out about its sessions is not sent
    /// any more.</summary>
    public async Task<Enrolment> WriteAsync(Enrolment changed)
    {
        if (!changed.IsLive)
        {
            await ReplaceAsync(changed);
        }

        var facts = await letters.FactsAsync(changed);
        await InsertAsync(changed, EnrolmentLetter.About(changed, facts), facts);
        return changed;
    }

    /// <summary>Writes that a department goes on in another Work Group.</summary>
    public async Task WriteTransferAsync(Enrolment next, string formerGroup, string reason)
    {
        var facts = await letters.FactsAsync(next);
        await InsertAsync(next, EnrolmentLetter.Transferred(next, facts, formerGroup, reason), facts);
    }

    /// <summary>Leaves unsent what has not gone out about the sessions of an enrolment, which is over.</summary>
    public async Task ReplaceAsync(Enrolment ended)
    {
        foreach (var letter in await letters.LockUnsentAsync(ended))
        {
            await letters.UpdateAsync(letter, letter.Replace());
        }
    }

    /// <summary>Writes to a department about a session of its Work Group.</summary>
    public Task WriteAsync(Session session, V1.Session before, LetterText text, LetterFacts facts) => InsertAsync(
        Letter(session.HubId, text, facts) with
        {
            WorkGroupId = session.WorkGroupId,
            EnrolmentId = facts.EnrolmentId,
            SessionId = session.Id,
            SessionBefore = before,
        });

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

    async Task InsertAsync(Application application, Func<Application, LetterFacts, LetterText> write)
    {
        var facts = await letters.FactsAsync(application);
        await InsertAsync(Letter(application.HubId, write(application, facts), facts) with
        {
            ApplicationId = application.Id,
        });
    }

    Task<Letter> InsertAsync(Enrolment enrolment, LetterText text, LetterFacts facts) => InsertAsync(
        Letter(enrolment.HubId, text, facts) with
        {
            WorkGroupId = enrolment.WorkGroupId,
            EnrolmentId = enrolment.Id,
        });

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
