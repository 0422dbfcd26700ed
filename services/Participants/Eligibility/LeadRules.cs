using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;
using RuleResult = Mastery.Participants.V1.Eligibility.Types.RuleResult;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants;

/// <summary>The conditions on the lead participants, who are called Advocates.</summary>
static class LeadRules
{
    const string Needed = "at least one Advocate must be an experienced teacher with the responsibility of a key stage"
        + " lead or more and the authority to make change happen";

    public static IEnumerable<RuleResult> Evaluate(LeadConditions? conditions, EligibilityFacts facts)
    {
        if (conditions is { Count: > 0 })
        {
            yield return Count(conditions.Count, facts.Leads);
        }

        if (conditions is { AtLeastOneWithAuthority: true })
        {
            yield return Authority(facts.Leads);
        }
    }

    static RuleResult Count(int wanted, IReadOnlyList<LeadFact>? leads)
    {
        if (leads is null)
        {
            return EligibilityRules.Rule("leads.count", Verdict.Unknown,
                $"{wanted} Advocates are needed and none is named yet: name them.");
        }

        List<string> members = [.. leads.Where(lead => lead.Member).Select(lead => lead.Name).Distinct()];
        return members.Count == wanted
            ? EligibilityRules.Rule(
                "leads.count", Verdict.Met, $"{wanted} Advocates of the department are named.", members)
            : EligibilityRules.Rule("leads.count", Verdict.NotMet,
                $"{wanted} different Advocates who work in the department are needed, {members.Count} are named.",
                members);
    }

    static RuleResult Authority(IReadOnlyList<LeadFact>? leads)
    {
        if (leads is null)
        {
            return EligibilityRules.Rule(
                "leads.authority", Verdict.Unknown, $"No Advocate is named yet, and {Needed}: name them.");
        }

        List<LeadFact> able = [.. leads.Where(lead => lead.Experienced && lead.Authority)];
        List<string> leading = [.. able.Where(lead => lead.Responsibility >= Responsibility.KeyStageLead).Select(
            lead => lead.Name)];
        if (leading.Count > 0)
        {
            return EligibilityRules.Rule("leads.authority", Verdict.Met,
                "An Advocate is experienced, with substantial responsibility and the authority to make change happen.",
                leading);
        }

        List<string> unstated = [.. able.Where(lead => lead.Responsibility == Responsibility.Unspecified).Select(
            lead => lead.Name)];
        return unstated.Count > 0
            ? EligibilityRules.Rule("leads.authority", Verdict.Unknown,
                "An Advocate is experienced and has authority, but no responsibility is recorded: record it.", unstated)
            : EligibilityRules.Rule(
                "leads.authority", Verdict.NotMet, $"None fits: {Needed}.", leads.Select(lead => lead.Name));
    }
}
