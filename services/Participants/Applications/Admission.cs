using Google.Protobuf.Collections;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What an application rests on outside itself: its Work Group, its people, the catalogue's policy, the
/// facts.</summary>
public sealed class Admission(
    ApplicationStore applications, WorkGroupStore groups, DepartmentStore departments,
    ParticipantStore participants, Catalogue catalogue, EligibilityStore facts)
{
    /// <summary>Refuses an application that refers to a Work Group on another focus, or to people who are not
    /// there.</summary>
    public async Task RequireReferencesAsync(Application application)
    {
        await participants.RequireAsync("application.advocates", application.HubId, application.AdvocateIds);
        if (application.WorkGroupName is { Length: > 0 } group)
        {
            (await groups.ReferredAsync("application.work_group", group)).RequireFocus(
                "application.work_group", application.Focus);
        }
    }

    /// <summary>What the rules say of a department with the Advocates thought of, if any.</summary>
    public async Task<V1.Eligibility> AssessAsync(
        Department department, string focus, RepeatedField<V1.Application.Types.Advocate> named)
    {
        var advocates = Advocate.From(named);
        await participants.RequireAsync(
            "advocates", department.HubId, [.. advocates.Select(advocate => advocate.ParticipantId)]);
        var projectFocus = await catalogue.GetAsync("focus", focus);
        return EligibilityRules.Judge(
            projectFocus, await facts.GatherAsync(department, named.Count == 0 ? null : advocates));
    }

    /// <summary>The verdict on an application that is complete.</summary>
    public async Task<V1.Eligibility> JudgeCompleteAsync(Application application)
    {
        var department = (await departments.GetAsync(application.DepartmentName)).RequireActive();
        var projectFocus = (await catalogue.GetAsync("application.focus", application.Focus)).RequirePublished(
            "application.focus");
        var known = await facts.GatherAsync(department, application.Advocates);
        Completeness.Require(application, projectFocus, known);
        if (application.WorkGroupName is { Length: > 0 } group)
        {
            (await groups.GetAsync(group)).RequireTakesDepartments();
        }

        return EligibilityRules.Judge(projectFocus, known);
    }

    /// <summary>An application that can be accepted and the Work Group that shall take its department, both locked, and
    /// the department before them.</summary>
    public async Task<(Application Application, WorkGroup Group)> LockAsync(string name, string etag, string workGroup)
    {
        // From its submission on neither department nor Work Group of an application change: they can be locked first.
        var seen = (await applications.GetAsync(name, etag)).RequireAcceptable();
        await departments.LockAsync(seen.DepartmentName);
        var group = await groups.LockReferredAsync("work_group", seen.ChosenWorkGroup(workGroup));
        var application = (await applications.LockAsync(name, etag)).RequireAcceptable();
        return (application, group.RequireFocus("work_group", application.Focus));
    }
}
