using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

static class AimTable
{
    static AimTable() => SqlMapper.AddTypeHandler(new JsonListColumn<SuccessCriterion>());

    public static PlanPartTable<Aim> Table { get; } = new(
        V1.Aim.Descriptor,
        "aim",
        "statement, outcome_heading, big_ideas, essence_themes, evidence_ids, success_criteria, horizon, status, "
            + "continues_plan_id, continues_id",
        "@Statement, @OutcomeHeading, @BigIdeas, @EssenceThemes, @EvidenceIds, @SuccessCriteria, @Horizon, @Status, "
            + "@ContinuesPlanId, @ContinuesId");
}
