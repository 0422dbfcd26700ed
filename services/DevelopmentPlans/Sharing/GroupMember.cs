namespace Mastery.DevelopmentPlans;

/// <summary>A department that takes part in a Work Group.</summary>
/// <param name="Department">The name of the department.</param>
/// <param name="Enrolment">The name of its enrolment.</param>
/// <param name="School">What people call it: the school's name, with the subject where the school has several
/// departments in the group.</param>
public sealed record GroupMember(string Department, string Enrolment, string School);
