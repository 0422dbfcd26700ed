using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;
using Mastery.ServiceDefaults;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>Rules on the department and the project themselves, and the advice of the programme.</summary>
static class ProjectRules
{
    public static IEnumerable<RuleResult> Evaluate(Project project, Focus focus, EligibilityFacts facts)
    {
        yield return facts.DepartmentActive
            ? EligibilityRules.Rule(
                "department.active", Verdict.Met, "The department works with the hub.", facts.Department)
            : EligibilityRules.Rule(
                "department.active", Verdict.NotMet, "The department is closed: reopen it first.", facts.Department);
        if (focus.Subjects.Count > 0)
        {
            yield return TaughtSubject(focus, facts);
        }

        yield return project.State == Project.Types.State.Published
            ? EligibilityRules.Rule("project.published", Verdict.Met, "The project is published.", project.Name)
            : EligibilityRules.Rule("project.published", Verdict.NotMet,
                "The project does not take applications: it is not published, or retired.", project.Name);
        if (project.RegistrationWindow is { } window)
        {
            yield return Registration(project.Name, window, facts.Now);
        }
    }

    /// <summary>Advice is reported, but never makes a department ineligible.</summary>
    public static IEnumerable<RuleResult> Advice(EligibilityPolicy policy, Focus focus)
    {
        for (var number = 0; number < policy.Advice.Count; number++)
        {
            yield return EligibilityRules.Rule($"advice.{number + 1}", Verdict.Advice, policy.Advice[number]);
        }

        if (focus.LeadPairing.Count > 0)
        {
            yield return EligibilityRules.Rule("leads.pairing", Verdict.Advice,
                $"The focus asks for leads who teach {string.Join(" and ", focus.LeadPairing.Select(Words))}, one "
                    + "each.",
                focus.Name);
        }
    }

    static RuleResult TaughtSubject(Focus focus, EligibilityFacts facts) =>
        focus.Subjects.Contains(facts.Subject)
        ? EligibilityRules.Rule("department.subject", Verdict.Met, "The focus is for departments of this subject.",
            facts.Department, focus.Name)
        : EligibilityRules.Rule("department.subject", Verdict.NotMet,
            $"The focus is for departments of {string.Join(" or ", focus.Subjects.Select(Words))}: apply with such a "
                + "department.",
            facts.Department, focus.Name);

    static RuleResult Registration(string project, RegistrationWindow window, DateTime now)
    {
        if (window.OpenTime?.ToDateTime() is { } open && now < open)
        {
            return EligibilityRules.Rule(
                "registration.open", Verdict.NotMet, $"Registration opens at {EnglandTime.Words(open)}.", project);
        }

        return window.CloseTime?.ToDateTime() is { } close && now >= close
            ? EligibilityRules.Rule(
                "registration.open", Verdict.NotMet, $"Registration closed at {EnglandTime.Words(close)}.", project)
            : EligibilityRules.Rule("registration.open", Verdict.Met, "Registration is open.", project);
    }

    static string Words(Subject subject) => subject switch
    {
        Subject.Mathematics => "mathematics",
        Subject.Science => "science",
        _ => "another subject",
    };
}
