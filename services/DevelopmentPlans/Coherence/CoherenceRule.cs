using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>The check of one subject by one rule: whether the rule is met and, where it is not, what to say.</summary>
/// <param name="Subject">What was checked, a resource name.</param>
/// <param name="Met">Whether the rule is met.</param>
/// <param name="Message">What is missing and what to do, for a teacher; empty where another rule says it
/// already.</param>
/// <param name="Hint">The same for programs.</param>
public sealed record Check(string Subject, bool Met, string Message, string Hint)
{
    /// <summary>A check that cannot be met before another is, which has the finding.</summary>
    public static Check Waiting(string subject) => new(subject, false, "", "");

    /// <summary>A check whose sentence is only made where it is needed.</summary>
    public static Check Of(string subject, bool met, Func<string> message, string hint) =>
        new(subject, met, met ? "" : message(), hint);

    public bool IsFinding => !Met && Message.Length > 0;
}

/// <summary>A rule of coherence.</summary>
/// <param name="Rule">Its name in the contract.</param>
/// <param name="Severity">Whether agreement waits for it.</param>
/// <param name="Part">The part of the plan to which its checks count.</param>
/// <param name="Reason">The programme's words on which it rests.</param>
/// <param name="Evaluate">Its checks, in the order of their subjects.</param>
public sealed record CoherenceRule(
    Rule Rule,
    Severity Severity,
    V1.PartCount.Types.Part Part,
    string Reason,
    Func<PlanView, IEnumerable<Check>> Evaluate);

/// <summary>A version of the rules. A plan that was agreed by one is always read by that one, so a version is never
/// changed: what is to be judged otherwise is a new version.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Bounds">The bounds of its rules.</param>
/// <param name="Rules">Its rules, in the order in which findings are answered.</param>
public sealed record RuleSet(int Version, RuleBounds Bounds, IReadOnlyList<CoherenceRule> Rules);
