using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Documented;

/// <summary>Every write that the document states succeeds once, in an order in which each may, and answers as the
/// document states.</summary>
public sealed partial class WriteTests(RunningSuite suite)
{
    const string Hub = $"hubs/{RunningSuite.Hub}";
    const string Focus = "projects/NCP24-14/foci/b";

    static readonly object Reason = new { reason = "To try it" };
    static readonly string[] Successors = ["schools/980012"];
    static readonly string[] BigIdeas = ["BIG_IDEA_FLUENCY"];

    readonly DocumentedCalls _calls = new(suite.Http, suite.Tokens.Sign());

    [Fact]
    public async Task Each_succeeds_and_answers_what_the_document_states()
    {
        await ApiClientsAsync();
        await CatalogueAsync();
        await DirectoryAsync();
        var (department, people) = await PeopleAsync();
        var enrolment = await WorkGroupsAsync(department, people);
        var plan = await PlanAsync(enrolment, people);
        await TermDatesAsync();
        await YearsAsync(plan, department, people);
        await SessionsAsync(enrolment[..enrolment.IndexOf("/enrolments/", StringComparison.Ordinal)], people);
        await EndEnrolmentAsync(enrolment, department, people);
        await _calls.CallAsync("closePlan", plan, Reason);
        await TransfersAsync();

        var writes = ApiDocument.Operations.Where(operation => operation.Method is { IsRead: false });
        Assert.Equal([], writes.Select(write => write.Id).Except(_calls.Called));
    }

    async Task CatalogueAsync()
    {
        var project = await _calls.NameAsync("createProject", "", new
        {
            code = "NCP25-91",
            displayName = "Sustaining",
            academicYear = "2025-26",
            stage = "STAGE_SUSTAINING",
            phase = "PHASE_SECONDARY",
            outcomes = new[] { new { heading = "Practice development", text = "Sustain it." } },
            eligibilityPolicy = new
            {
                routes = new[]
                {
                    new
                    {
                        rule = "development-work-group",
                        title = "Took part in a Development Work Group",
                        previousStage = new { stage = "STAGE_DEVELOPMENT", latestAcademicYear = "2024-25" },
                    },
                },
            },
        });
        var focus = new { displayName = "Fluency", subjects = Mathematics };
        await _calls.CallAsync("updateProject", project, new { audience = "Departments" });
        var first = await _calls.NameAsync("createFocus", project, focus, "focusId=a");
        await _calls.CallAsync("updateFocus", first, new { description = "New" });
        await _calls.CallAsync("publishProject", project);
        var next = await CopyAsync(project, "NCP26-91");
        await _calls.CallAsync("deleteFocus", $"{next}/foci/a");
        await _calls.CallAsync("deleteProject", next);
        await _calls.CallAsync("retireProject", project);
        await LocalProjectAsync(focus);
    }

    /// <summary>The same by a hub, under a code of its own.</summary>
    async Task LocalProjectAsync(object focus)
    {
        var project = await _calls.NameAsync("createProject", "", new
        {
            code = "YH-WRITTEN",
            displayName = "Written calculation",
            academicYear = "2025-26",
            stage = "STAGE_LOCAL",
            phase = "PHASE_SECONDARY",
            hub = Hub,
        });
        await _calls.NameAsync("createFocus", project, focus, "focusId=a");
        await _calls.CallAsync("publishProject", project);
        var next = await CopyAsync(project, "YH-WRITTEN-26");
        await _calls.CallAsync("deleteFocus", $"{next}/foci/a");
        await _calls.CallAsync("deleteProject", next);
        await _calls.CallAsync("retireProject", project);
    }

    async Task<string> CopyAsync(string project, string code) =>
        (await _calls.CallAsync("copyProject", project, new { code })).GetProperty("project").GetProperty("name")
            .GetString()!;

    async Task DirectoryAsync()
    {
        var hub = await _calls.NameAsync("createHub", "", new { displayName = "Trial Maths Hub" }, "hubId=trial");
        await _calls.CallAsync("updateHub", hub, new { region = "Nowhere" });
        await _calls.CallAsync("batchImportSchools", "", new
        {
            records = Enumerable.Range(980011, 3).Select(urn => new
            {
                line = urn - 980009,
                urn = $"{urn}",
                displayName = $"School {urn}",
                type = new { code = "34", displayName = "Academy converter" },
                typeGroup = new { code = "10", displayName = "Academies" },
                status = "STATUS_OPEN",
                phase = "PHASE_SECONDARY",
            }),
        });
        await _calls.CallAsync("batchImportSuccessions", "", new
        {
            records = Enumerable.Range(980012, 2).Select(successor => new
            {
                line = successor - 980010,
                urn = "980011",
                linkUrn = $"{successor}",
                linkType = "Successor - Split School",
            }),
        });
        await _calls.CallAsync("resolveSuccession", "schools/980011", new
        {
            successors = Successors,
            reason = "The larger one",
        });
        await _calls.CallAsync("batchImportTrusts", "", new
        {
            memberships = new[]
            {
                new
                {
                    line = 2,
                    urn = "980012",
                    trust = new { uid = "98001", displayName = "Trial Trust", type = new { code = "6" } },
                },
            },
        });
        await _calls.CallAsync("assignSchoolHub", "schools/980012", new { hub, reason = "To try it" });
        await _calls.CallAsync("assignSchoolHub", "schools/980012", Reason);
        await _calls.CallAsync("deleteHub", hub);
    }

    async Task<(string Department, string[] People)> PeopleAsync()
    {
        var department = await DepartmentAsync("SUBJECT_MATHEMATICS");
        string[] people = [await HireAsync(department, "1234561"), await HireAsync(department, "1234562")];
        await _calls.CallAsync("updateDepartment", department, new { head = people[0] });
        await _calls.CallAsync("updateParticipant", people[0], new { email = "ada@example.org" });
        await _calls.CallAsync("archiveParticipant", people[1]);
        await _calls.CallAsync("restoreParticipant", people[1]);
        var past = new { stage = "STAGE_DEVELOPMENT", academicYear = "2022-23", school = "schools/980012" };
        var participation = await _calls.NameAsync("createPastParticipation", department, past);
        await _calls.CallAsync("updatePastParticipation", participation, new { source = "A list" });

        await ImportAsync();
        await RostersAsync("schools/980012");

        var other = await DepartmentAsync("SUBJECT_SCIENCE", "schools/980011");
        await _calls.CallAsync(
            "succeedDepartment", other, new { school = "schools/980012", startDate = "2025-02-01" });
        await _calls.CallAsync("deletePastParticipation", await _calls.NameAsync(
            "createPastParticipation", other, past));
        var third = await HireAsync(other, "1234563");
        var post = new { department, jobTitle = "Teacher of mathematics" };
        await _calls.CallAsync("moveParticipant", third, new { post });
        var again = await HireAsync(other, "");
        await _calls.CallAsync("mergeParticipants", third, new { duplicate = again });
        await _calls.CallAsync("unmergeParticipant", again);
        await _calls.CallAsync("deleteParticipant", again);
        await _calls.CallAsync("deleteParticipant", third);
        await _calls.CallAsync("closeDepartment", other);
        await _calls.CallAsync("reopenDepartment", other);
        await _calls.CallAsync("deleteDepartment", other);
        return (department, people);
    }

    Task<string> DepartmentAsync(string subject, string school = "schools/980012") =>
        _calls.NameAsync("createDepartment", Hub, new { school, subject });

    Task<string> HireAsync(string department, string trn) => _calls.NameAsync("createParticipant", Hub, new
    {
        givenName = "Ada",
        familyName = "Lovelace",
        trn,
        posts = new[] { new { department, responsibility = "RESPONSIBILITY_HEAD_OF_DEPARTMENT" } },
    });

    async Task<string> WorkGroupsAsync(string department, string[] people)
    {
        var unused = await GroupAsync();
        await _calls.CallAsync("updateWorkGroup", unused, new { capacity = 9 });
        await _calls.CallAsync("deleteWorkGroup", unused);
        await _calls.CallAsync("cancelWorkGroup", await GroupAsync(), Reason);
        var ended = await GroupAsync();
        await _calls.CallAsync("openWorkGroup", ended);
        await _calls.CallAsync("startWorkGroup", ended);
        await _calls.CallAsync("completeWorkGroup", ended);

        var group = await GroupAsync();
        await _calls.CallAsync("openWorkGroup", group);
        await _calls.CallAsync("deleteApplication", await ApplyAsync(department, group, people));
        await _calls.CallAsync("withdrawApplication", await SubmitAsync(department, group, people), Reason);
        await _calls.CallAsync("declineApplication", await SubmitAsync(department, group, people), new
        {
            reason = "To try it",
            declineReason = "DECLINE_REASON_NO_PLACE",
        });
        var application = await SubmitAsync(department, group, people);
        var letter = await EnquiriesAsync();
        await _calls.CallAsync("sendLetter", letter);
        await _calls.CallAsync("markLetterSent", letter);
        await _calls.CallAsync("waitlistApplication", application);
        await _calls.CallAsync("overrideEligibility", application, new
        {
            rule = "specialist-cohorts",
            reason = "To try it",
        });
        await _calls.CallAsync("reassessApplication", application);
        var accepted = await _calls.CallAsync("acceptApplication", application);
        return accepted.GetProperty("enrolment").GetString()!;
    }

    Task<string> GroupAsync() => _calls.NameAsync(
        "createWorkGroup", Hub, new { focus = Focus, displayName = "A group", capacity = 8 });

    async Task<string> SubmitAsync(string department, string group, string[] people)
    {
        var application = await ApplyAsync(department, group, people);
        await _calls.CallAsync("updateApplication", application, new { motivation = "To plan together" });
        await _calls.CallAsync("submitApplication", application);
        return application;
    }

    Task<string> ApplyAsync(string department, string group, string[] people) =>
        _calls.NameAsync("createApplication", Hub, new
        {
            department,
            focus = Focus,
            workGroup = group,
            advocates = people.Select(participant => new
            {
                participant,
                experienced = true,
                authorityToMakeChange = true,
            }),
            headteacherAgreement = new { displayName = "Grace Hopper", agreeDate = "2024-07-01" },
        });

    async Task<string> PlanAsync(string enrolment, string[] people)
    {
        var draft = await _calls.NameAsync("createPlan", Hub, new { enrolment, title = "A draft" });
        await _calls.CallAsync("deletePlan", draft);
        var plan = await _calls.NameAsync("createPlan", Hub, new { enrolment, title = "Fluency" });
        await _calls.CallAsync("updatePlan", plan, new { vision = "Fluency for all" });
        await _calls.CallAsync("adoptCatalogueRevision", plan);
        var evidence = await EvidenceAsync(plan, "NEEDS_OF_STUDENTS");
        await _calls.CallAsync("updateEvidence", evidence, new { measure = new { label = "Secure", value = 34.5 } });
        await _calls.CallAsync("deleteEvidence", await EvidenceAsync(plan, "NEEDS_OF_STUDENTS"));
        var aim = await AimAsync(plan, [evidence, await EvidenceAsync(plan, "NEEDS_OF_TEACHERS")]);
        await _calls.CallAsync("updateAim", aim, new { bigIdeas = BigIdeas });
        await _calls.CallAsync("deleteAim", await AimAsync(plan, [evidence]));
        var activity = "";
        foreach (var day in new[] { "2024-10-16", "2025-02-05", "2025-05-14" })
        {
            activity = await ActivityAsync(plan, aim, day);
            await _calls.CallAsync("updateActivity", activity, new { title = "Planning" });
        }

        await _calls.CallAsync("deleteActivity", await ActivityAsync(plan, aim, "2025-06-01"));
        await _calls.CallAsync("cancelActivity", await ActivityAsync(plan, aim, "2025-06-01"));
        await _calls.CallAsync("sharePlan", plan);
        await _calls.CallAsync("returnPlan", plan, Reason);
        await _calls.CallAsync("sharePlan", plan);
        await _calls.CallAsync("agreePlan", plan);
        await _calls.CallAsync("deliverActivity", activity, new { deliverDate = "2025-05-14" });
        await _calls.CallAsync(
            "recordActivityAttendance",
            activity,
            new { attendances = people.Select(participant => new { participant, present = true }) });
        await ReviewAsync(plan, aim);
        await FeedbackAsync(plan, aim, enrolment[..enrolment.IndexOf("/enrolments/", StringComparison.Ordinal)]);
        return plan;
    }

    Task<string> EvidenceAsync(string plan, string needsOf) => _calls.NameAsync("createEvidence", plan, new
    {
        kind = "KIND_ASSESSMENT",
        needsOf = new[] { needsOf },
        collectDate = "2024-09-18",
        finding = "Students do not see when a situation is multiplicative.",
    });

    Task<string> AimAsync(string plan, string[] evidence) => _calls.NameAsync("createAim", plan, new
    {
        statement = "Every class meets multiplicative reasoning through the same few representations.",
        outcomeHeading = "Practice development",
        evidence,
        horizon = "HORIZON_LONG",
        successCriteria = new[]
        {
            new
            {
                statement = "Secure in ratio",
                direction = "DIRECTION_INCREASE",
                baseline = 34,
                target = 60,
                unit = "%",
                dueDate = "2025-06-27",
            },
        },
    });

    Task<string> ActivityAsync(string plan, string aim, string day) => _calls.NameAsync("createActivity", plan, new
    {
        title = "Planning together",
        kind = "KIND_COLLABORATIVE_PLANNING",
        aims = new[] { aim },
        startDate = day,
        wholeDepartment = true,
    });
}
