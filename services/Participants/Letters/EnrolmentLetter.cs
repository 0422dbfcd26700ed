using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.Letter.Types.Kind;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants;

/// <summary>What is written to a department about its place in a Work Group.</summary>
static class EnrolmentLetter
{
    const string Mistake = "If this is a mistake, please write to us as soon as you can.";

    /// <summary>The letter about the state of an enrolment; one that goes on elsewhere has a letter about the next
    /// one.</summary>
    /// <param name="enrolment">The enrolment, as the change left it.</param>
    /// <param name="facts">What it says of others.</param>
    public static LetterText About(Enrolment enrolment, LetterFacts facts) => enrolment.State switch
    {
        State.Active => Resumed(enrolment, facts),
        State.Deferred => Deferred(enrolment, facts),
        State.Withdrawn => GivenUp(enrolment, facts),
        State.Completed => Completed(enrolment, facts),
        State.Cancelled => Cancelled(enrolment, facts),
        _ => throw new ArgumentOutOfRangeException(nameof(enrolment), enrolment.State, "has no letter of its own"),
    };

    /// <summary>The letter about a department that goes on in another Work Group.</summary>
    /// <param name="next">The enrolment there.</param>
    /// <param name="facts">What it says of others.</param>
    /// <param name="formerGroup">The name of the former Work Group.</param>
    /// <param name="reason">Why.</param>
    public static LetterText Transferred(Enrolment next, LetterFacts facts, string formerGroup, string reason) => new(
        Kind.Transferred,
        $"Your department goes on in another Work Group: {Code(next)}",
        $"From {Day(next)}, {facts.Department} has its place in {facts.WorkGroup}{facts.InYear}, no longer in the "
            + $"Work Group “{formerGroup}”. It works on {Focus(next, facts)}, as before. This is the reason that we "
            + "have noted:",
        [reason],
        [
            "Your Advocates and your development plan stay as they are. The lead of your new Work Group will write to "
                + "you with the dates and places of the sessions.",
            Mistake,
        ]);

    static LetterText Resumed(Enrolment enrolment, LetterFacts facts) => new(
        Kind.Resumed,
        $"Your department takes part again: {Code(enrolment)}",
        $"From {Day(enrolment)}, {facts.Department} takes part in {facts.WorkGroup}{facts.InYear} again. It works on "
            + $"{Focus(enrolment, facts)}.",
        [],
        ["We look forward to seeing your Advocates at the sessions from that day on.", Mistake]);

    static LetterText Deferred(Enrolment enrolment, LetterFacts facts) => new(
        Kind.Deferred,
        $"Your department's place is kept for you: {Code(enrolment)}",
        $"From {Day(enrolment)}, {facts.Department} does not take part in {facts.WorkGroup}{facts.InYear} for the time "
            + "being. Its place is kept. This is the reason that we have noted:",
        [enrolment.StateReason],
        ["Please write to us when your department can take part again.", Mistake]);

    static LetterText GivenUp(Enrolment enrolment, LetterFacts facts) => new(
        Kind.PlaceGivenUp,
        $"Your department's place has ended: {Code(enrolment)}",
        $"From {Day(enrolment)}, {facts.Department} no longer has a place in {facts.WorkGroup}{facts.InYear}, which "
            + $"works on {Focus(enrolment, facts)}. This is the reason that we have noted:",
        [enrolment.StateReason],
        [$"{Mistake} You are welcome to apply again."]);

    static LetterText Completed(Enrolment enrolment, LetterFacts facts) => new(
        Kind.Completed,
        $"Your department has completed its Work Group: {Code(enrolment)}",
        $"{Wording.Capital(facts.Department)} has completed {facts.WorkGroup}{facts.InYear}, which works on "
            + $"{Focus(enrolment, facts)}. Thank you for what you and your colleagues have put into it.",
        [],
        [
            "We have recorded that your department took part. When you apply for another year, you need not show it.",
            "If you would like to talk about what your department could join next, please write to us.",
        ]);

    static LetterText Cancelled(Enrolment enrolment, LetterFacts facts) => new(
        Kind.WorkGroupCancelled,
        $"Your Work Group will not go on: {Code(enrolment)}",
        $"We are sorry that {facts.WorkGroup}{facts.InYear}, in which {facts.Department} has a place, will not go on, "
            + "and that none of its sessions to come will take place. This is why:",
        [enrolment.StateReason],
        ["If you would like to talk about what else your department could join, please write to us."]);

    static string Day(Enrolment enrolment) => EnglandTime.Words(enrolment.StateDate);

    static string Focus(Enrolment enrolment, LetterFacts facts) => facts.FocusTitle.Length > 0
        ? $"“{facts.FocusTitle}” ({Code(enrolment)})"
        : Code(enrolment);

    static string Code(Enrolment enrolment) => Wording.Code(enrolment.Focus);
}
