using Mastery.Common.V1;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Enquiry.Types.State;

namespace Mastery.Participants;

/// <summary>The states of an enquiry: OPEN, then ANSWERED, then CONVERTED or CLOSED.</summary>
static class EnquiryLifecycle
{
    public static Enquiry Edit(this Enquiry enquiry, V1.Enquiry merged, DateOnly today) =>
        enquiry.RequireUnfinished().With(merged, today);

    public static Enquiry Answer(this Enquiry enquiry, string text, string author, DateTime now) =>
        enquiry.State == State.Open
        ? enquiry with { State = State.Answered, AnswerText = text, AnswerAuthor = author, AnswerTime = now }
        : throw enquiry.Wrong(State.Open);

    public static Enquiry Close(this Enquiry enquiry, string reason) => enquiry.RequireUnfinished() with
    {
        State = State.Closed,
        StateReason = reason,
    };

    public static Enquiry Convert(this Enquiry enquiry, Department department, Application application) =>
        enquiry.RequireUnfinished() with
        {
            State = State.Converted,
            Subject = department.Subject,
            Focus = application.Focus,
            DepartmentId = department.Id,
            ApplicationId = application.Id,
        };

    /// <summary>Whether the enquiry has already become what a request asks for.</summary>
    public static bool IsConvertedAs(this Enquiry enquiry, V1.ConvertEnquiryRequest request) =>
        enquiry.State == State.Converted
        && (request.Focus.Length == 0 || request.Focus == enquiry.Focus)
        && (request.Subject == default || request.Subject == enquiry.Subject);

    public static Enquiry RequireUnfinished(this Enquiry enquiry) => enquiry.State is State.Open or State.Answered
        ? enquiry
        : throw enquiry.Wrong(State.Open, State.Answered);

    /// <summary>The focus to apply for: the one that is named, else the one that was asked about.</summary>
    public static string ChosenFocus(this Enquiry enquiry, string named) => (named, enquiry.Focus) switch
    {
        ({ Length: > 0 }, _) => named,
        (_, { Length: > 0 } asked) => asked,
        _ => throw ApiError.Invalid("focus", "is needed: the enquiry names none"),
    };

    /// <summary>The subject of the department: the one that is named, else the one in the enquiry, else the only one
    /// that the focus is for.</summary>
    public static Subject ChosenSubject(this Enquiry enquiry, Subject named, IReadOnlyCollection<Subject> ofFocus) =>
        named != default ? named
        : enquiry.Subject ?? (ofFocus.Count == 1
            ? ofFocus.First()
            : throw ApiError.Invalid("subject", "is needed: neither the enquiry nor the focus says which one"));

    static ApiError Wrong(this Enquiry enquiry, params ReadOnlySpan<State> allowed) =>
        ApiError.WrongState(enquiry.Name, enquiry.State, allowed, enquiry.State switch
        {
            State.Answered => "it has been answered; write again by e-mail, or go on with ConvertEnquiry",
            State.Converted => "it has become an application; write another with CreateApplication",
            _ => "it is closed; keep what they ask now with CreateEnquiry",
        });
}
