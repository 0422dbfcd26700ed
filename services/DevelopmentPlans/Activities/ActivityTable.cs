namespace Mastery.DevelopmentPlans;

static class ActivityTable
{
    public static PlanPartTable<Activity> Table { get; } = new(
        V1.Activity.Descriptor,
        "activity",
        "title, kind, aim_ids, start_date, end_date, led_by, whole_department, audience, state",
        "@Title, @Kind, @AimIds, @StartDate, @EndDate, @LedBy, @WholeDepartment, @Audience, @State");
}
