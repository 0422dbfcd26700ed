namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Reports on full plans, word for word, by each version of the rules: a plan that was agreed by one is read
/// by it for ever, so none of these files changes.</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData("strong")]
    [InlineData("thin")]
    [InlineData("incoherent")]
    [InlineData("empty")]
    public void By_version_1_stays_word_for_word(string plan) => Reports.Compare(
        $"{plan}.version-1", Reports.Text(Assessment.Of(Written.Named(plan), Version1.Rules, Written.Now)));

    [Theory]
    [InlineData("strong")]
    [InlineData("thin")]
    [InlineData("incoherent")]
    [InlineData("empty")]
    public void By_version_2_stays_word_for_word(string plan) => Reports.Compare(
        $"{plan}.version-2", Reports.Text(Assessment.Of(Written.Named(plan), Version2.Rules, Written.Now)));

    [Fact]
    public void On_single_faults_stays_word_for_word() => Reports.Compare(
        "faults.version-2",
        string.Join("\n", Written.Faults.Select(fault =>
            $"{fault.Key}\n{Reports.Findings(Assessment.Of(fault.Value.Plan, Version2.Rules, Written.Now))}")));
}
