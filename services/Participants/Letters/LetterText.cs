using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.Letter.Types.Kind;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Reason = Mastery.Participants.V1.Application.Types.DeclineReason;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Participants;

/// <summary>What a letter says: written for a head of department.</summary>
/// <param name="Kind">The decision.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Opening">What was decided.</param>
/// <param name="Reasons">Why, point by point.</param>
/// <param name="Next">What happens next, or what can be done.</param>
public sealed record LetterText(
    Kind Kind, string Subject, string Opening, IReadOnlyList<string> Reasons, IReadOnlyList<string> Next)
{
    const string Changed = "If anything in your application has changed, please tell us.";

    /// <summary>The letter about the state of an application; null where there is nothing to say: a draft has not
    /// reached the hub.</summary>
    /// <param name="application">The application, as the decision left it.</param>
    /// <param name="facts">What it says of others.</param>
    public static LetterText? About(Application application, LetterFacts facts) => application.State switch
    {
        State.Submitted => application.Eligibility!.Outcome == Outcome.Eligible
            ? Received(application, facts)
            : InReview(application, facts),
        State.Waitlisted => Waitlisted(application, facts),
        State.Accepted => Accepted(application, facts),
        State.Declined => Declined(application, facts),
        State.Withdrawn when application.SubmitTime is not null => Withdrawn(application, facts),
        _ => null,
    };

    /// <summary>The answer to an enquiry.</summary>
    /// <param name="enquiry">The enquiry with the answer.</param>
    /// <param name="facts">What it says of others.</param>
    public static LetterText Answer(Enquiry enquiry, LetterFacts facts) => new(
        Kind.EnquiryAnswered,
        $"Your enquiry about {(enquiry.Focus.Length > 0 ? Code(enquiry.Focus) : "taking part")}",
        $"Thank you for your enquiry of {EnglandTime.Words(enquiry.ReceiveDate)} about {facts.SchoolName}.",
        [],
        enquiry.AnswerText.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The letter about another outcome of a verdict.</summary>
    /// <param name="application">The application with the new verdict.</param>
    /// <param name="facts">What it says of others.</param>
    public static LetterText Reassessed(Application application, LetterFacts facts) => new(
        Kind.Reassessed,
        $"We have looked again at your application for {Code(application)}",
        $"We have looked again at the application of {facts.Department} for {Focus(application)}. "
            + application.Eligibility!.Outcome switch
            {
                Outcome.Eligible => "On what we know now, your department can take part.",
                Outcome.NotEligible =>
                    "On what we know now, your department does not meet the conditions for taking part:",
                _ => "Before we can decide, we need to look at the following:",
            },
        application.Eligibility!.Outcome == Outcome.Eligible ? [] : Open(application),
        [
            application.State == State.Waitlisted
                ? "Your department keeps its place on the waiting list."
                : "You need not apply again. We will write to you with our decision.",
            application.Eligibility!.Outcome == Outcome.Eligible ? Changed
                : "If you think that we have something wrong, please write to us.",
        ]);

    /// <summary>The letter to the department that is now the first on a waiting list.</summary>
    /// <param name="application">The application.</param>
    /// <param name="facts">What it says of others.</param>
    public static LetterText First(Application application, LetterFacts facts) => new(
        Kind.WaitlistFirst,
        $"Your department is now first on the waiting list: {Code(application)}",
        $"{Wording.Capital(facts.Department)} is now the first on the waiting list of {facts.WorkGroup}"
            + $"{facts.InYear}, which works on {Focus(application)}.",
        [],
        [
            "When a place becomes free, we offer it to you and write again. Please make sure that your Advocates and "
                + "your headteacher still want to take part.",
            "If you would rather not wait, please tell us, and we will take your application back.",
        ]);

    /// <summary>The letter of the hub to which an application has gone with its department.</summary>
    /// <param name="application">The application, as the hub has it now.</param>
    /// <param name="facts">What it says of others.</param>
    public static LetterText HubChanged(Application application, LetterFacts facts) => new(
        Kind.HubChanged,
        $"Your application for {Code(application)} is now with {facts.HubName}",
        $"{Wording.Capital(facts.Department)} works with {facts.HubName} now. Its application for "
            + $"{Focus(application)} has come to us, and we decide on it.",
        [],
        [
            "You need not apply again. If your department was on a waiting list, that list has ended for you: we will "
                + "look at the places in our own Work Groups and write to you with our decision.",
        ]);

    static LetterText Received(Application application, LetterFacts facts) => new(
        Kind.Received,
        $"We have received your application for {Code(application)}",
        $"Thank you for applying. We have received the application of {facts.Department} for "
            + $"{Focus(application)}. On our records your department can take part.",
        [],
        ["We will now look at the places in our Work Groups and write to you again with our decision.", Changed]);

    static LetterText InReview(Application application, LetterFacts facts) => new(
        Kind.NeedsReview,
        $"We have received your application for {Code(application)} and are looking at it",
        $"Thank you for applying. We have received the application of {facts.Department} for "
            + $"{Focus(application)}. Before we can decide, we need to look at the following:",
        Open(application),
        [
            "You need not apply again. If you can tell us more about any of these points, for example when your "
                + "department took part in an earlier Work Group, please write to us.",
            "We will write to you again with our decision.",
        ]);

    static LetterText Waitlisted(Application application, LetterFacts facts) => new(
        Kind.Waitlisted,
        $"Your application for {Code(application)} is on the waiting list",
        $"We can't offer {facts.Department} a place in {facts.WorkGroup}{facts.InYear} at present. The group works on "
            + $"{Focus(application)}. We have put your department on its waiting list, in place "
            + $"{application.WaitlistPosition}.",
        [],
        [
            "When a place becomes free, we offer it to the first department on the list and write to you. You need "
                + "not do anything until then.",
            "If you would rather not wait, please tell us, and we will take your application back.",
        ]);

    static LetterText Accepted(Application application, LetterFacts facts) => new(
        Kind.Accepted,
        $"Your department has a place: {Code(application)}",
        $"We are pleased to offer {facts.Department} a place in {facts.WorkGroup}{facts.InYear}, which works on "
            + $"{Focus(application)}.",
        [],
        [
            "The lead of your Work Group will write to you with the dates and places of the sessions. Taking part is "
                + "free for your school.",
            "Please share this letter with your Advocates and your headteacher. If your department can't take the "
                + "place up after all, tell us as soon as you can, so that another can have it.",
        ]);

    static LetterText Declined(Application application, LetterFacts facts) => new(
        Kind.Declined,
        $"Our decision on your application for {Code(application)}",
        $"Thank you for applying. We are sorry that we can't offer {facts.Department} a place for "
            + $"{Focus(application)}. {Because(application, facts)}",
        [
            .. application.DeclineReason == Reason.NotEligible ? Open(application) : [],
            .. application.StateReason.Length > 0 ? [application.StateReason] : Array.Empty<string>(),
        ],
        [
            "If you think that we have something wrong, or would like to talk about what else your department could "
                + "join, please write to us. You are welcome to apply again.",
        ]);

    static LetterText Withdrawn(Application application, LetterFacts facts) => new(
        Kind.Withdrawn,
        $"Your application for {Code(application)} has been withdrawn",
        $"The application of {facts.Department} for {Focus(application)} has been withdrawn, and we will not "
            + "look at it any further. This is the reason that we have noted:",
        [application.StateReason],
        ["If this is a mistake, please write to us as soon as you can. You are welcome to apply again."]);

    static string Because(Application application, LetterFacts facts) => application.DeclineReason switch
    {
        Reason.NotEligible => "On what we know, your department does not meet the conditions for taking part:",
        Reason.NoPlace => "There is no place left:",
        Reason.Incomplete => "Something that we asked for is missing:",
        Reason.WorkGroupCancelled => $"{Wording.Capital(facts.WorkGroup)}, for which you waited, will not take place:",
        Reason.WorkGroupCompleted => $"{Wording.Capital(facts.WorkGroup)}, for which you waited, has finished:",
        _ => "This is why:",
    };

    /// <summary>What stands against the department.</summary>
    static List<string> Open(Application application) =>
        [.. EligibilityRules.Against(application.Eligibility!).Select(rule => rule.Explanation)];

    /// <summary>The focus as the programme's page writes it, for example "Developing fluency (NCP24-14b)".</summary>
    static string Focus(Application application) => application.FocusTitle.Length > 0
        ? $"“{application.FocusTitle}” ({Code(application)})"
        : Code(application);

    /// <summary>Its code, for subjects, which mail programs cut.</summary>
    static string Code(Application application) => Code(application.Focus);

    static string Code(string focus) => Wording.Code(focus);
}
