using Mastery.Contracts;
using Mastery.FocusCatalogue.V1;
using Mastery.ServiceDefaults;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>Rules on the department and the project themselves, and the advice of the programme.</summary>
static class ProjectRules
{
    /// <summary>The rules that no person can set aside: each has another call that changes what it is about.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fixed = new Dictionary<string, string>
    {
        ["school.open"] = "record in the directory which school followed",
        ["department.active"] = "use ReopenDepartment",
        ["department.subject"] = "apply with the department of the other subject",
        ["project.published"] = "only a published project takes applications",
        ["registration.open"] = "move the project's registration window with UpdateProject",
    };

    public static IEnumerable<RuleResult> Evaluate(Project project, Focus focus, EligibilityFacts facts)
    {
        yield return facts.DepartmentActive
            ? EligibilityRules.Rule(
                "department.active", Verdict.Met, "The department works with the hub.", "", facts.Department)
            : EligibilityRules.Rule("department.active", Verdict.NotMet,
                "The department no longer works with the hub: the hub can reopen it.", "", facts.Department);
        if (focus.Subjects.Count > 0)
        {
            yield return TaughtSubject(focus, facts);
        }

        yield return project.State == Project.Types.State.Published
            ? EligibilityRules.Rule(
                "project.published", Verdict.Met, $"{project.DisplayName} takes applications.", "", project.Name)
            : EligibilityRules.Rule("project.published", Verdict.NotMet,
                $"{project.DisplayName} does not take applications {(project.State == Project.Types.State.Draft
                    ? "yet"
                    : "any more")}.",
                $"state={Enums.Text(project.State)}", project.Name);
        if (project.RegistrationWindow is { } window)
        {
            yield return Registration(project.Name, window, facts.SubmitTime ?? facts.Now);
        }
    }

    /// <summary>Advice is reported, but never makes a department ineligible.</summary>
    public static IEnumerable<RuleResult> Advice(EligibilityPolicy policy, EligibilityFacts facts)
    {
        if (policy.Leads is { PreviousLeadsPreferred: true })
        {
            yield return SameLeads(facts);
        }

        for (var number = 0; number < policy.Advice.Count; number++)
        {
            yield return EligibilityRules.Rule($"advice.{number + 1}", Verdict.Advice, policy.Advice[number], "");
        }
    }

    /// <summary>Whom a department asks that can't take part, or not yet.</summary>
    public static RuleResult Contact(HubFact hub) => EligibilityRules.Rule("hub.contact", Verdict.Advice,
        hub.ContactEmail.Length > 0
            ? $"If you would like to talk about taking part, write to {hub.DisplayName} at {hub.ContactEmail}."
            : $"If you would like to talk about taking part, ask {hub.DisplayName}.",
        "", hub.Name);

    /// <summary>"Ideally the same Advocates": who led the last participation on record, and who of them is not
    /// named.</summary>
    static RuleResult SameLeads(EligibilityFacts facts)
    {
        var former = facts.FormerLeads;
        List<FormerLeadFact> absent =
            [.. former.Where(one => facts.Leads?.Any(lead => lead.Name == one.Name) != true)];
        var year = former.Count > 0 ? AcademicYear.Slashed(former[0].AcademicYear) : "";
        var text = (former.Count, absent.Count) switch
        {
            (0, _) => "Ideally the Advocates are those who led before; who that was is not on record.",
            (_, 0) => $"{Wording.And(former.Select(one => one.DisplayName))} led in {year} and "
                + $"{Wording.Plural(former.Count, "leads", "lead")} again.",
            _ => "Ideally the Advocates are those who led before: "
                + $"{Wording.And(absent.Select(one => one.DisplayName))} led in {year} and "
                + $"{Wording.Plural(absent.Count, "is", "are")} not named.",
        };
        return EligibilityRules.Rule("leads.previous", Verdict.Advice, text, "", former.Select(one => one.Name));
    }

    static RuleResult TaughtSubject(Focus focus, EligibilityFacts facts) =>
        focus.Subjects.Contains(facts.Subject)
        ? EligibilityRules.Rule("department.subject", Verdict.Met,
            $"The focus is for departments of {Wording.Or(focus.Subjects.Select(Wording.Of))}.", "",
            facts.Department, focus.Name)
        : EligibilityRules.Rule("department.subject", Verdict.NotMet,
            $"The focus is for departments of {Wording.Or(focus.Subjects.Select(Wording.Of))}: apply with such a "
                + "department.",
            "", facts.Department, focus.Name);

    static RuleResult Registration(string project, RegistrationWindow window, DateTime time)
    {
        if (window.OpenTime?.ToDateTime() is { } open && time < open)
        {
            return EligibilityRules.Rule("registration.open", Verdict.NotMet,
                $"Registration opens at {EnglandTime.Words(open)}.", $"open_time={open:O}", project);
        }

        return window.CloseTime?.ToDateTime() is { } close && time >= close
            ? EligibilityRules.Rule("registration.open", Verdict.NotMet,
                $"Registration closed at {EnglandTime.Words(close)}.", $"close_time={close:O}", project)
            : EligibilityRules.Rule("registration.open", Verdict.Met, "Registration is open.", "", project);
    }
}
