using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

static class ActivityTable
{
    static ActivityTable() => SqlMapper.AddTypeHandler(new JsonListColumn<Attendance>());

    public static PlanPartTable<Activity> Table { get; } = new(
        V1.Activity.Descriptor,
        "activity",
        """
        title, kind, aim_ids, start_date, end_date, hours, led_by, whole_department, audience, state, deliver_date,
        attendances
        """,
        """
        @Title, @Kind, @AimIds, @StartDate, @EndDate, @Hours, @LedBy, @WholeDepartment, @Audience, @State, @DeliverDate,
        @Attendances
        """);
}
