namespace Mastery.DevelopmentPlans;

static class FeedbackTable
{
    public static PlanPartTable<Feedback> Table { get; } = new(
        V1.Feedback.Descriptor,
        "feedback",
        """
        kind, department, school_display_name, subject_kind, subject_id, comment, response, respond_time, resolution,
        resolve_time, state, plan_revision
        """,
        """
        @Kind, @Department, @SchoolDisplayName, @SubjectKind, @SubjectId, @Comment, @Response, @RespondTime,
        @Resolution, @ResolveTime, @State, @PlanRevision
        """);
}
