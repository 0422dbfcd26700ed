using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class AimRestsOnEvidenceTests
{
    [Fact]
    public void Is_met_by_an_aim_that_names_evidence() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.AimRestsOnEvidence));

    [Fact]
    public void Finds_each_aim_that_names_none()
    {
        var bare = Snapshots.OtherAim() with { EvidenceIds = [] };

        var subjects = Snapshots.With(aims: [Snapshots.Ratio, bare]).Subjects(Rule.AimRestsOnEvidence);

        Assert.Equal([bare.Name], subjects);
    }

    [Fact]
    public void Leaves_out_an_aim_that_was_dropped()
    {
        var dropped = Snapshots.OtherAim() with { EvidenceIds = [], Status = Status.Dropped };

        Assert.Empty(Snapshots.With(aims: [Snapshots.Ratio, dropped]).Subjects(Rule.AimRestsOnEvidence));
    }
}

public sealed class EvidenceIsAnsweredTests
{
    [Fact]
    public void Is_met_where_every_piece_has_its_aim() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.EvidenceIsAnswered));

    [Fact]
    public void Finds_each_piece_that_no_aim_names()
    {
        var unanswered = Snapshots.Evidence(NeedsOf.Students);

        var subjects = Snapshots.With(evidence: [Snapshots.Students, Snapshots.Teachers, unanswered]).Subjects(
            Rule.EvidenceIsAnswered);

        Assert.Equal([unanswered.Name], subjects);
    }

    [Fact]
    public void Is_not_met_by_an_aim_that_was_dropped()
    {
        var dropped = Snapshots.Ratio with { Status = Status.Dropped };

        var subjects = Snapshots.With(aims: [dropped]).Subjects(Rule.EvidenceIsAnswered);

        Assert.Equal([.. new[] { Snapshots.Students.Name, Snapshots.Teachers.Name }.Order()], subjects.Order());
    }
}

public sealed class NeedsOfStudentsAndTeachersTests
{
    [Fact]
    public void Is_met_by_evidence_of_both() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.NeedsOfStudentsAndTeachers));

    [Fact]
    public void Finds_that_teachers_are_missing()
    {
        var finding = Assert.Single(
            Snapshots.With(evidence: [Snapshots.Students]).AssessByVersion1().Findings,
            finding => finding.Rule == Rule.NeedsOfStudentsAndTeachers);

        Assert.Equal(Snapshots.Plan.Name, finding.Subject);
        Assert.Contains("teachers", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_that_students_are_missing()
    {
        var finding = Assert.Single(
            Snapshots.With(evidence: [Snapshots.Teachers]).AssessByVersion1().Findings,
            finding => finding.Rule == Rule.NeedsOfStudentsAndTeachers);

        Assert.Contains("students", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_both_where_there_is_no_evidence() =>
        Assert.Equal(2, Snapshots.With(evidence: []).Subjects(Rule.NeedsOfStudentsAndTeachers).Count());
}
