using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

static class EvidenceTable
{
    static EvidenceTable() => SqlMapper.AddTypeHandler(new JsonListColumn<Attachment>());

    public static PlanPartTable<Evidence> Table { get; } = new(
        V1.Evidence.Descriptor,
        "evidence",
        "kind, collect_date, finding, needs_of, measure_label, measure_value, measure_unit, attachments",
        "@Kind, @CollectDate, @Finding, @NeedsOf, @MeasureLabel, @MeasureValue, @MeasureUnit, @Attachments");
}
