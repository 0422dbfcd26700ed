using Google.Protobuf.WellKnownTypes;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Reason = Mastery.Participants.V1.Application.Types.DeclineReason;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Participants;

/// <summary>The states of an application: DRAFT → SUBMITTED → WAITLISTED → ACCEPTED, DECLINED or WITHDRAWN.</summary>
public static class ApplicationLifecycle
{
    static readonly State[] Open = [State.Submitted, State.Waitlisted];

    /// <summary>The application with the new values.</summary>
    /// <param name="application">The draft.</param>
    /// <param name="merged">The new values.</param>
    /// <param name="academicYear">The academic year of the focus that the caller chose.</param>
    public static Application Edit(this Application application, V1.Application merged, string academicYear) =>
        application.RequireDraft().With(merged) with
        {
            AcademicYear = merged.Focus == application.Focus ? application.AcademicYear : academicYear,
        };

    /// <summary>Refuses a headteacher's agreement of a day that has not come.</summary>
    public static void RequireAgreementUntil(this Application application, DateOnly today)
    {
        if (application.HeadteacherAgreeDate > today)
        {
            throw ApiError.Invalid("application.headteacher_agreement.agree_date",
                $"must not be after today, {EnglandTime.Words(today)}");
        }
    }

    public static Application RequireDraft(this Application application) => application.State == State.Draft
        ? application
        : throw application.Wrong([State.Draft], Open.Contains(application.State)
            ? "take it back with WithdrawApplication and write another"
            : "write another with CreateApplication");

    /// <param name="application">The draft.</param>
    /// <param name="verdict">How it was judged.</param>
    /// <param name="focus">The focus, which may have had the name that the draft has.</param>
    public static Application Submit(
        this Application application, V1.Eligibility verdict, FocusCatalogue.V1.Focus focus) =>
        application.RequireDraft() with
        {
            State = State.Submitted,
            Focus = focus.Name,
            FocusTitle = focus.DisplayName,
            Eligibility = verdict,
            SubmitTime = verdict.AssessTime.ToDateTime(),
        };

    public static Application Waitlist(
        this Application application, WorkGroup group, int position) => application.RequireWaitlistable() with
        {
            State = State.Waitlisted,
            WorkGroupId = group.Id,
            WaitlistPosition = position,
        };

    public static Application RequireWaitlistable(this Application application) =>
        application.State == State.Submitted
        ? application
        : throw application.Wrong([State.Submitted], application.State == State.Waitlisted
            ? "it waits for a place already"
            : application.Remedy());

    public static Application Decline(this Application application, Reason reason, string text) =>
        application.RequireOpen() with
        {
            State = State.Declined,
            DeclineReason = reason,
            StateReason = text,
            WaitlistPosition = 0,
        };

    public static Application Withdraw(this Application application, string reason) =>
        application.State is State.Draft or State.Submitted or State.Waitlisted
        ? application with { State = State.Withdrawn, StateReason = reason, WaitlistPosition = 0 }
        : throw application.Wrong([State.Draft, .. Open], application.State == State.Accepted
            ? "give the place up with WithdrawEnrolment"
            : "it has been answered already");

    /// <summary>The application with a rule that a person sets aside.</summary>
    public static Application SetAside(
        this Application application, string rule, string reason, string actor, DateTime now) =>
        application with
        {
            Eligibility = EligibilityRules.SetAside(application.RequireOpen().Eligibility!, rule, new()
            {
                Reason = reason,
                Actor = actor,
                OverrideTime = now.ToTimestamp(),
            }),
        };

    /// <summary>The application with a new verdict. It keeps its place in the queue.</summary>
    public static Application Reassess(this Application application, V1.Eligibility verdict) =>
        application.RequireOpen() with { Eligibility = verdict };

    /// <summary>Requires that the new verdict on an application is ELIGIBLE. The error says what has changed since the
    /// last one.</summary>
    public static void RequireEligible(this Application application, V1.Eligibility verdict)
    {
        if (verdict.Outcome == Outcome.Eligible)
        {
            return;
        }

        var before = application.Eligibility!;
        var against = EligibilityRules.Against(verdict);
        var stood = EligibilityRules.Against(before).Select(rule => (rule.Rule, rule.Verdict)).ToHashSet();
        List<string> changed = [.. against.Where(rule => !stood.Contains((rule.Rule, rule.Verdict))).Select(
            rule => rule.Explanation)];
        var what = verdict.Outcome == Outcome.NotEligible ? "is not eligible" : "needs a person to look at it";
        var since = changed.Count == 0 ? "" :
            $" Since {EnglandTime.Words(EnglandTime.Date(before.AssessTime.ToDateTime()))}: "
                + string.Join(' ', changed);
        throw ApiError.Precondition(ErrorReason.NotEligible,
            $"The department of '{application.Name}' {what}, as judged again now.{since} Set single rules aside with "
                + "OverrideEligibility, correct the records and accept again, or use DeclineApplication.",
            against.Select(rule => ($"RULE/{rule.Rule}", application.Name, rule.Explanation)));
    }

    /// <summary>The accepted application.</summary>
    /// <param name="application">The application.</param>
    /// <param name="enrolment">The enrolment that acceptance made.</param>
    /// <param name="reason">Why it came before others on the waiting list; empty if it was its turn.</param>
    public static Application Accept(
        this Application application, Enrolment enrolment, string reason = "") => application.RequireOpen() with
        {
            State = State.Accepted,
            StateReason = reason,
            WaitlistPosition = 0,
            WorkGroupId = enrolment.WorkGroupId,
            EnrolmentId = enrolment.Id,
        };

    /// <summary>Refuses an application that is not on the waiting list of a Work Group.</summary>
    public static void RequireWaitingFor(this Application application, WorkGroup group)
    {
        if (application.State != State.Waitlisted)
        {
            throw application.Wrong([State.Waitlisted], "put it on the waiting list with WaitlistApplication first");
        }

        if (application.WorkGroupId != group.Id)
        {
            throw Refusals.Reference("application", application.Name, "waits for a place in another Work Group");
        }
    }

    /// <summary>The Work Group that the hub names; if it names none, the one in the application.</summary>
    public static string ChosenWorkGroup(
        this Application application, string named) => (named, application.WorkGroupName) switch
        {
            ({ Length: > 0 }, _) => named,
            (_, { Length: > 0 } applied) => applied,
            _ => throw ApiError.Invalid("work_group", "is needed: the application names no Work Group"),
        };

    /// <summary>Refuses a Work Group with another focus.</summary>
    public static WorkGroup RequireFocus(this WorkGroup group, string field, string focus) => group.Focus == focus
        ? group
        : throw Refusals.Reference(field, group.Name, $"works on '{group.Focus}', and the application is to '{focus}'");

    public static Application RequireOpen(this Application application) => Open.Contains(application.State)
        ? application
        : throw application.Wrong(Open, application.Remedy());

    static string Remedy(this Application application) => application.State switch
    {
        State.Draft => "submit it with SubmitApplication first",
        State.Moved => "it went with its department to another hub, which decides on it",
        State.Accepted => "it has been accepted; WithdrawEnrolment frees its place",
        _ => "it has been answered; the department can write another with CreateApplication",
    };

    static ApiError Wrong(this Application application, ReadOnlySpan<State> allowed, string remedy) =>
        ApiError.WrongState(application.Name, application.State, allowed, remedy);
}
