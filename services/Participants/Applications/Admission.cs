using Google.Protobuf.Collections;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Checks an application against other resources: its Work Group, its people, the project's policy and the
/// facts about its department.</summary>
public sealed class Admission(
    ApplicationStore applications, WorkGroupStore groups, DepartmentStore departments,
    ParticipantStore participants, Catalogue catalogue, EligibilityStore facts, TimeProvider clock)
{
    /// <summary>The academic year of the focus that an application chooses; empty when it chooses none.</summary>
    public Task<string> YearAsync(V1.Application application) =>
        catalogue.YearAsync("application.focus", application.Focus);

    /// <summary>Refuses an application that refers to a Work Group with another focus, or to people who do not
    /// exist.</summary>
    /// <returns>The application, with the records into which those of its Advocates were merged.</returns>
    public async Task<Application> RequireReferencesAsync(Application application)
    {
        application.RequireAgreementUntil(EnglandTime.Today(clock));
        var people = await participants.RequireAsync(
            "application.advocates", application.HubId, application.AdvocateIds);
        if (application.WorkGroupName is { Length: > 0 } group)
        {
            (await groups.ReferredAsync("application.work_group", group)).RequireFocus(
                "application.work_group", application.Focus);
        }

        return application with { Advocates = Advocate.With(application.Advocates, people) };
    }

    /// <summary>Assesses a department, with the Advocates that it would name, if any.</summary>
    public async Task<V1.Eligibility> AssessAsync(
        Department department, string focus, RepeatedField<V1.Application.Types.Advocate> named)
    {
        var advocates = Advocate.From(named);
        advocates = Advocate.With(advocates, await participants.RequireAsync(
            "advocates", department.HubId, [.. advocates.Select(advocate => advocate.ParticipantId)]));
        var projectFocus = await catalogue.GetAsync("focus", focus);
        return EligibilityRules.Evaluate(
            projectFocus, await facts.GatherAsync(department, named.Count == 0 ? null : advocates));
    }

    /// <summary>Requires that an application is complete, and assesses it.</summary>
    public async Task<(V1.Eligibility Verdict, ProjectFocus Focus)> AssessCompleteAsync(Application application)
    {
        var department = (await departments.GetAsync(application.DepartmentName)).RequireActive();
        var projectFocus = (await catalogue.GetAsync("application.focus", application.Focus)).RequirePublished(
            "application.focus");
        var known = await facts.GatherAsync(department, application.Advocates);
        var group = application.WorkGroupName is { Length: > 0 } name ? await groups.GetAsync(name) : null;
        Completeness.Require(application, group, projectFocus, known);
        group?.RequireTakesDepartments();
        return (EligibilityRules.Evaluate(projectFocus, known), projectFocus);
    }

    /// <summary>Assesses a submitted application again, by what is on record now. Registration is judged by the moment
    /// of submission.</summary>
    public async Task<V1.Eligibility> ReassessAsync(Application application)
    {
        var department = await departments.GetAsync(application.DepartmentName);
        var projectFocus = await catalogue.GetAsync("application.focus", application.Focus);
        return EligibilityRules.Evaluate(
            projectFocus, await FactsAsync(department, application), application.Eligibility);
    }

    /// <summary>Locks an application and the Work Group for it, and before them the department, and assesses it again
    /// under these locks. Everybody who wants a place waits for the Work Group, so what is known of the department is
    /// read before that lock.</summary>
    /// <returns>The application as it is, the new verdict, which is ELIGIBLE, and the Work Group.</returns>
    public async Task<(Application Application, V1.Eligibility Verdict, WorkGroup Group)> LockEligibleAsync(
        string name, string etag, string workGroup)
    {
        var seen = (await applications.GetAsync(name, etag)).RequireOpen();
        var projectFocus = await catalogue.GetAsync("application.focus", seen.Focus);
        var department = await departments.LockAsync(seen.DepartmentName);
        var known = await FactsAsync(department, seen);
        var (locked, group) = await LockAsync(seen, etag, seen.ChosenWorkGroup(workGroup));
        var application = locked.RequireOpen();
        var verdict = EligibilityRules.Evaluate(
            projectFocus,
            application.Revision == seen.Revision ? known : await FactsAsync(department, application),
            application.Eligibility);
        Completeness.RequireTheme("work_group", application, group, projectFocus);
        application.RequireEligible(verdict);
        return (application, verdict, group);
    }

    /// <summary>Locks a Work Group, the one for which an application waits, and the application.</summary>
    public async Task<(Application Application, WorkGroup Group)> LockAsync(
        Application seen, string etag, string workGroup)
    {
        await LockGroupsAsync(seen, Reference.ToId(workGroup));
        var group = await groups.ReferredAsync("work_group", workGroup);
        var application = await LockSeenAsync(seen, etag);
        return (application, group.RequireFocus("work_group", application.Focus));
    }

    /// <summary>Locks an application and the Work Group for which it waits, if it does.</summary>
    public async Task<Application> LockWaitingAsync(string name, string etag)
    {
        var seen = await applications.GetAsync(name, etag);
        await LockGroupsAsync(seen);
        return await LockSeenAsync(seen, etag);
    }

    Task LockGroupsAsync(Application seen, params IEnumerable<Guid> others) => groups.LockRowsAsync(
        seen.HubId, seen is { WaitlistPosition: > 0, WorkGroupId: { } waited } ? [waited, .. others] : others);

    /// <summary>Locks an application after the Work Groups. It may have joined the waiting list of another in the
    /// meantime.</summary>
    async Task<Application> LockSeenAsync(Application seen, string etag)
    {
        var application = await applications.LockAsync(seen.Name, etag);
        return application.WorkGroupId == seen.WorkGroupId || application.WaitlistPosition == 0
            ? application
            : throw ApiError.Conflict(Application.Type, seen.Name);
    }

    Task<EligibilityFacts> FactsAsync(Department department, Application application) =>
        facts.GatherAsync(department, application.Advocates, application.SubmitTime);
}
