using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;
using static Mastery.Participants.Wording;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>The conditions on the lead participants, who are called Advocates.</summary>
static class LeadRules
{
    /// <summary>The lowest post that is "substantial responsibility in the department".</summary>
    const Responsibility Substantial = Responsibility.KeyStageLead;

    const string Needed = "an experienced teacher with substantial responsibility (key stage lead or above) and the "
        + "authority to make change happen";

    public static IEnumerable<RuleResult> Evaluate(LeadConditions? conditions, Focus focus, EligibilityFacts facts)
    {
        if (conditions is { Count: > 0 })
        {
            yield return Count(conditions.Count, Subjects(conditions, focus, facts.Subject), facts);
        }

        if (conditions is { AtLeastOneWithAuthority: true })
        {
            yield return Authority(Subjects(conditions, focus, facts.Subject), facts);
        }

        if (conditions is { Subjects.Count: > 0 })
        {
            yield return OneOfEach("leads.subjects", "The project", [.. conditions.Subjects], facts);
        }

        if (focus.LeadPairing.Count > 0)
        {
            yield return OneOfEach("leads.pairing", "The focus", [.. focus.LeadPairing], facts);
        }
    }

    /// <summary>The subjects of the school's departments in which an Advocate may work: the applying department's and
    /// those that the policy or the focus asks for beside it.</summary>
    public static IReadOnlyList<Subject> Subjects(LeadConditions? conditions, Focus focus, Subject subject) =>
        [.. focus.LeadPairing.Concat(conditions?.Subjects ?? []).Prepend(subject).Distinct()];

    public static bool Works(LeadFact lead, IReadOnlyList<Subject> subjects) => lead.Subjects.Any(subjects.Contains);

    static RuleResult Count(int wanted, IReadOnlyList<Subject> subjects, EligibilityFacts facts)
    {
        if (facts.Leads is not { } leads)
        {
            return EligibilityRules.Rule("leads.count", Verdict.Unknown,
                $"{Capital(Advocates(wanted))} will be needed; none is named yet.", $"wanted={wanted}");
        }

        List<LeadFact> working = [.. leads.Where(lead => Works(lead, subjects)).DistinctBy(one => one.Name)];
        List<LeadFact> elsewhere = [.. leads.ExceptBy(working.Select(one => one.Name), one => one.Name)];
        var where = $"the {Or(subjects.Select(Of))} department";
        var hint = $"wanted={wanted} found={working.Count}";
        return working.Count == wanted
            ? EligibilityRules.Rule("leads.count", Verdict.Met,
                $"{And(working.Select(lead => lead.DisplayName))} {Plural(wanted, "is", "are")} named as "
                    + $"the {Advocates(wanted)}.",
                hint, working.Select(lead => lead.Name))
            : EligibilityRules.Rule("leads.count", Verdict.NotMet,
                $"{Capital(Advocates(wanted))} who {Plural(wanted, "works", "work")} in {where} of "
                    + $"{facts.SchoolName} {Plural(wanted, "is", "are")} needed, and {Named(working.Count)}."
                    + NotThere(elsewhere),
                hint, working.Select(lead => lead.Name));
    }

    static string Named(int count) => count switch
    {
        0 => "nobody who does is named",
        1 => "one is named",
        _ => $"{Number(count)} are named",
    };

    static string NotThere(List<LeadFact> elsewhere) => elsewhere.Count == 0 ? "" :
        $" {And(elsewhere.Select(lead => lead.DisplayName))} {Plural(elsewhere.Count, "does", "do")} not work "
            + "there on record.";

    static RuleResult Authority(IReadOnlyList<Subject> subjects, EligibilityFacts facts)
    {
        if (facts.Leads is not { } named)
        {
            return EligibilityRules.Rule("leads.authority", Verdict.Unknown,
                $"No Advocate is named yet. At least one must be {Needed}.", "");
        }

        List<LeadFact> leads = [.. named.Where(lead => Works(lead, subjects)).DistinctBy(one => one.Name)];
        List<LeadFact> able = [.. leads.Where(lead => lead.Experienced && lead.Authority)];
        List<LeadFact> senior = [.. able.Where(lead => lead.Responsibility >= Substantial)];
        var hint = $"minimum={Enums.Text(Substantial)} recorded="
            + string.Join(',', able.Select(lead => Enums.Text(lead.Responsibility)));
        if (senior.Count > 0)
        {
            return EligibilityRules.Rule("leads.authority", Verdict.Met,
                $"{And(senior.Select(lead => $"{lead.DisplayName} ({Of(lead.Responsibility)})"))} "
                    + $"{Plural(senior.Count, "is experienced and has", "are experienced and have")} the authority to "
                    + $"make change happen.{Contradictions(senior)}",
                hint, senior.Select(lead => lead.Name));
        }

        return able.Count > 0
            ? EligibilityRules.Rule("leads.authority", Verdict.Unknown,
                $"The application says that {And(able.Select(lead => lead.DisplayName))} "
                    + $"{Plural(able.Count, "has", "have")} experience and authority, but "
                    + $"{And(able.Select(Recorded))}: the hub decides whether that is substantial "
                    + $"responsibility.{Contradictions(able)}",
                hint, able.Select(lead => lead.Name))
            : EligibilityRules.Rule("leads.authority", Verdict.NotMet,
                $"At least one Advocate must be {Needed}; the application does not say so of anybody who works there.",
                hint, leads.Select(lead => lead.Name));
    }

    static string Recorded(LeadFact lead) => lead.Responsibility == Responsibility.Unspecified
        ? $"no responsibility is on record for {lead.DisplayName}"
        : $"{Possessive(lead.DisplayName)} post on record is {Of(lead.Responsibility)}";

    /// <summary>What the application says that the record does not.</summary>
    static string Contradictions(IEnumerable<LeadFact> leads) => string.Concat(leads
        .Where(lead => lead.Claimed != Responsibility.Unspecified && lead.Claimed != lead.Responsibility)
        .Select(lead => $" The application calls {lead.DisplayName} {Of(lead.Claimed)}; the record says "
            + $"{Of(lead.Responsibility)}."));

    /// <summary>For each subject, an Advocate of their own must work in the school's department of it.</summary>
    static RuleResult OneOfEach(string rule, string who, IReadOnlyList<Subject> wanted, EligibilityFacts facts)
    {
        var asks = $"{who} asks for one Advocate from each of {And(wanted.Select(Of))}";
        var hint = $"subjects={string.Join(',', wanted.Select(Enums.Text))}";
        if (facts.Leads is not { } named)
        {
            return EligibilityRules.Rule(rule, Verdict.Unknown, $"{asks}; none is named yet.", hint);
        }

        List<LeadFact> leads = [.. named.DistinctBy(lead => lead.Name)];
        if (Pairs(wanted, leads) is { } pairs)
        {
            return EligibilityRules.Rule(rule, Verdict.Met,
                $"{And(pairs.Select(pair => $"{pair.Lead.DisplayName} ({Of(pair.Subject)})"))} "
                    + "work together.",
                hint, pairs.Select(pair => pair.Lead.Name));
        }

        List<Subject> without = [.. wanted.Where(subject => !leads.Any(lead => lead.Subjects.Contains(subject)))];
        return EligibilityRules.Rule(rule, Verdict.NotMet,
            without.Count == 0
                ? $"{asks}, and the Advocates named are not different people for each."
                : $"{asks}, and nobody named works in the {Or(without.Select(Of))} department of "
                    + $"{facts.SchoolName} on record.",
            hint, leads.Select(lead => lead.Name));
    }

    /// <summary>A different Advocate for each subject; null if there is no such choice. Both lists are short.</summary>
    static List<(Subject Subject, LeadFact Lead)>? Pairs(IReadOnlyList<Subject> subjects, IReadOnlyList<LeadFact> leads)
    {
        if (subjects.Count == 0)
        {
            return [];
        }

        foreach (var lead in leads.Where(lead => lead.Subjects.Contains(subjects[0])))
        {
            if (Pairs([.. subjects.Skip(1)], [.. leads.Where(other => other.Name != lead.Name)]) is { } rest)
            {
                return [(subjects[0], lead), .. rest];
            }
        }

        return null;
    }
}
