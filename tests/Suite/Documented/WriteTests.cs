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

    readonly DocumentedCalls _calls = new(suite.Http, suite.Tokens.Sign());

    [Fact]
    public async Task Each_succeeds_and_answers_what_the_document_states()
    {
        await ApiClientsAsync();
        await GrantsAsync();
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
        await WebhooksAsync();

        var writes = ApiDocument.Operations.Where(operation => operation.Method is { IsRead: false });
        Assert.Equal([], writes.Select(write => write.Id).Except(_calls.Called));
    }

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

        await DataRequestsAsync(people[0]);
        await ImportAsync();
        await RostersAsync("schools/980012");
        await StreamsAsync("schools/980012");

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
        var gone = await HireAsync(other, "");
        await _calls.CallAsync("eraseParticipant", gone, new { reason = "Asked for by e-mail" });
        await _calls.CallAsync(
            "erasePersonData", Hub, new { participants = new[] { gone }, reason = "Asked for by e-mail" });
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
}
