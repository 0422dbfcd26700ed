using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;
using LetterState = Mastery.Participants.V1.Letter.Types.State;
using RetentionClass = Mastery.Participants.V1.RetentionRule.Types.Class;

namespace Mastery.Participants;

/// <summary>Empties one record whose time is over, and what the log holds of it, in one transaction. The log and the
/// list of erasures say why.</summary>
public sealed class RetentionEraser(DbSession db, RetentionStore due, PersonErasing people,
    ParticipantStore participants, EnquiryStore enquiries, LetterStore letters, DataRequestStore requests,
    ParticipationImportStore imports, IOptions<RetentionOptions> options)
{
    const string NotKept = "It is not kept any longer.";

    /// <summary>Empties a record unless it is not due any more.</summary>
    public Task<bool> EraseAsync(RetainedRecord record) => record.Class switch
    {
        RetentionClass.People => PersonAsync(record),
        RetentionClass.Enquiries => EnquiryAsync(record),
        RetentionClass.Letters => LetterAsync(record),
        RetentionClass.DataRequests => RequestAsync(record),
        _ => ImportAsync(record),
    };

    /// <summary>Why, as the list of erasures has it.</summary>
    string Reason(RetentionClass of) =>
        $"Retention:{of}, {options.Value.Rules().Single(rule => rule.Class == of).Age?.TotalDays:0} days";

    async Task<bool> PersonAsync(RetainedRecord record)
    {
        // Whoever names the person meanwhile has done so before, or sees them erased.
        await participants.BeginErasureAsync(record.HubId);
        if (!await due.IsDueAsync(record))
        {
            return false;
        }

        await people.EraseAsync(new() { Name = record.Name, Reason = Reason(record.Class) });
        return true;
    }

    async Task<bool> EnquiryAsync(RetainedRecord record)
    {
        var enquiry = await enquiries.LockAsync(record.Name);
        if (!await due.IsDueAsync(record))
        {
            return false;
        }

        if (enquiry.LetterId is { } letter)
        {
            await EmptyAsync(await letters.LockAsync($"hubs/{record.HubId}/letters/{letter}"), record.Class);
        }

        await enquiries.UpdateAsync(enquiry, enquiry.Erase());
        await db.ErasePersonalAsync(record.Name, Reason(record.Class));
        return true;
    }

    async Task<bool> LetterAsync(RetainedRecord record)
    {
        var letter = await letters.LockAsync(record.Name);
        if (!await due.IsDueAsync(record))
        {
            return false;
        }

        await EmptyAsync(letter, record.Class);
        return true;
    }

    /// <summary>A letter that has not gone out does not go out any more.</summary>
    async Task EmptyAsync(Letter letter, RetentionClass why)
    {
        var waits = letter.State is LetterState.Pending or LetterState.NotSent or LetterState.Failed;
        await letters.RewriteAsync(letter, letter with
        {
            RecipientName = Participant.ErasedName,
            Email = "",
            Text = "",
            Html = "",
            State = waits ? LetterState.Replaced : letter.State,
            StateReason = waits ? NotKept : letter.StateReason,
        });
        await db.ErasePersonalAsync(letter.Name, Reason(why));
    }

    async Task<bool> RequestAsync(RetainedRecord record)
    {
        var request = await requests.LockAsync(record.Name);
        if (!await due.IsDueAsync(record))
        {
            return false;
        }

        await requests.UpdateAsync(request, request.Erase());
        await db.ErasePersonalAsync(record.Name, Reason(record.Class));
        return true;
    }

    async Task<bool> ImportAsync(RetainedRecord record)
    {
        var import = await imports.LockAsync(record.Name);
        if (!await due.IsDueAsync(record))
        {
            return false;
        }

        await imports.UpdateAsync(import, import.ForgetAdvocates());
        await db.ErasePersonalAsync(record.Name, Reason(record.Class));
        return true;
    }
}
