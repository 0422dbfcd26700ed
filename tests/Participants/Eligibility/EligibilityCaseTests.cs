using System.Text;
using Mastery.ServiceDefaults;

namespace Mastery.Participants.Tests;

/// <summary>The verdicts that a Work Group lead has read and agreed to are in <c>services/Participants/Eligibility/
/// cases.md</c>.</summary>
public sealed class EligibilityCaseTests
{
    [Fact]
    public void Are_judged_as_the_programme_means_it()
    {
        Assert.True(EligibilityCases.All.Count >= 40);
        var actual = Table();
        var expected = File.ReadAllText(Committed());

        if (actual != expected)
        {
            var written = Path.Combine(AppContext.BaseDirectory, "cases.md");
            File.WriteAllText(written, actual);
            Assert.Fail($"Verdicts differ from services/Participants/Eligibility/cases.md. They are in {written}: read "
                + "each as a Work Group lead would, and copy the file if you agree.");
        }
    }

    static string Committed()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MasteryServices.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "services", "Participants", "Eligibility", "cases.md");
    }

    static string Table()
    {
        var table = new StringBuilder("""
            # Forty departments, and how they are judged

            Each applies to join NCP24-14 (Sustaining, 2024/25); what is not said is as in the first. The table has the
            rules that decide and the advice about former leads. A test judges each department and compares the whole
            table, so a change of a rule or of a sentence is seen here.

            | department | outcome | rules |
            |---|---|---|

            """);
        foreach (var one in EligibilityCases.All)
        {
            var verdict = one.Judge();
            var routed = verdict.Rules.Any(rule => rule.Route && rule.Verdict == V1.Eligibility.Types.Verdict.Met);
            var told = verdict.Rules.Where(rule =>
                (rule.Route && (rule.Verdict == V1.Eligibility.Types.Verdict.Met || !routed))
                || (!rule.Route && rule.Verdict
                    is V1.Eligibility.Types.Verdict.NotMet or V1.Eligibility.Types.Verdict.Unknown)
                || (rule.Rule == "leads.previous" && rule.Evidence.Count > 0)
                || (rule.Rule == "leads.pairing")
                || (rule.Rule == "leads.authority" && rule.Explanation.Contains("record", StringComparison.Ordinal)));
            table.Append("| ").Append(one.Title).Append(" | ").Append(Enums.Text(verdict.Outcome)).Append(" | ")
                .AppendJoin("<br>", told.Select(
                    rule => $"`{rule.Rule}` {Enums.Text(rule.Verdict)}: {rule.Explanation}"))
                .Append(" |\n");
        }

        return table.ToString();
    }
}
