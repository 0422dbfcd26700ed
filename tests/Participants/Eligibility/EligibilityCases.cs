using Google.Protobuf.WellKnownTypes;
using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;
using SchoolPhase = Mastery.Participants.V1.School.Types.Phase;
using Specialist = Mastery.Participants.V1.Participant.Types.Specialist.Types;
using Status = Mastery.Participants.V1.School.Types.Status;

namespace Mastery.Participants.Tests;

/// <summary>Forty departments, made from the programme's text of 2024/25, each judged for NCP24-14.</summary>
static class EligibilityCases
{
    static readonly DateTime Summer = new(2024, 7, 1, 0, 0, 0, DateTimeKind.Utc);

    public static IReadOnlyList<EligibilityCase> All { get; } =
    [
        .. Routes(), .. Specialists(), .. Schools(), .. Advocates(), .. Pairs(), .. Applications(),
    ];

    static IEnumerable<EligibilityCase> Routes() =>
    [
        new("Development last year", facts => facts),
        new("Development in 2016/17", Past(Sample.Past("2016-17"))),
        new("Development twice", Past(Sample.Past("2022-23"), Sample.Past("2019-20"))),
        new("Development and Embedding", Past(Sample.Past("2023-24", Stage.Embedding), Sample.Past("2022-23"))),
        new("Development in the year applied for", Past(Sample.Past("2024-25"))),
        new("Embedding without Development", Past(Sample.Past("2022-23", Stage.Embedding))),
        new("Sustaining without Development", Past(Sample.Past("2023-24", Stage.Sustaining))),
        new("A local group only", Past(Sample.Past("2022-23", Stage.Local) with { Code = "YH-ORACY" })),
        new("Nothing on record", Past()),
        new("Development as the predecessor", Past(Sample.Past("2021-22", school: Sample.Predecessor))),
        new("Development as a school that may be the predecessor",
            Past(Sample.Past("2021-22", school: Sample.Predecessor, confirmed: false))),
        new("Development recorded by another hub", Past(Sample.Past("2021-22") with { Names = [] })),
    ];

    static IEnumerable<EligibilityCase> Specialists() =>
    [
        new("Specialist of Cohort 3, no history", Trained(Sample.Trained())),
        new("Specialist of Cohort 7, no history", Trained(Sample.Trained(7))),
        new("Specialist of Cohort 8, no history", Trained(Sample.Trained(8))),
        new("Specialist of Cohort 5 in training", Trained(Sample.Trained(5, Specialist.Status.InTraining))),
        new("Specialist of Cohort 5 who gave up", Trained(Sample.Trained(5, Specialist.Status.Withdrawn))),
        new("Primary specialist", Trained(Sample.Trained(phase: Specialist.Phase.Primary))),
        new("Two specialists", Trained(Sample.Trained(2), Sample.Trained(6) with { DisplayName = "Dev Patel" })),
    ];

    static IEnumerable<EligibilityCase> Schools() =>
    [
        new("Independent school", School(school => school with { StateFunded = false })),
        new("School in Wales", School(school => school with { InEngland = false })),
        new("Primary school", School(school => school with { Secondary = false, Phase = SchoolPhase.Primary })),
        new("Closed school", School(school => school with { Status = Status.Closed })),
        new("School proposed to close", School(school => school with { Status = Status.ProposedToClose })),
        new("School that has not opened", School(school => school with { Status = Status.ProposedToOpen })),
        new("School that is not in the directory", facts => facts with { Directory = null }),
    ];

    static IEnumerable<EligibilityCase> Advocates() =>
    [
        new("No Advocate named yet", facts => facts with { Leads = null }),
        new("One Advocate", Named(Ada)),
        new("Three Advocates", Named(
            Ada, Ben, Ben with { Name = "hubs/h/participants/three", DisplayName = "Cy Lee" })),
        new("An Advocate of another school", Named(Ada, Ben with { Subjects = [] })),
        new("Classroom teacher with authority claimed", Named(
            Ada with { Responsibility = V1.Responsibility.ClassroomTeacher }, Ben)),
        new("Called head of department, key stage lead on record", Named(
            Ada with { Claimed = V1.Responsibility.HeadOfDepartment }, Ben)),
        new("Called head of department, classroom teacher on record", Named(
            Ada with
            {
                Responsibility = V1.Responsibility.ClassroomTeacher,
                Claimed = V1.Responsibility.HeadOfDepartment,
            },
            Ben)),
        new("No responsibility on record", Named(
            Ada with { Responsibility = V1.Responsibility.Unspecified }, Ben)),
        new("Experience and authority in two people", Named(
            Ada with { Authority = false }, Ben with { Authority = true })),
        new("Led before and named again", facts => facts with
        {
            FormerLeads = [new(Ada.Name, "Ada Smith", "2023-24"), new(Ben.Name, "Ben Jones", "2023-24")],
        }),
        new("Led before and not named", facts => facts with
        {
            FormerLeads = [new(Ada.Name, "Ada Smith", "2023-24"), new("hubs/h/participants/x", "Eve Ross", "2023-24")],
        }),
    ];

    static IEnumerable<EligibilityCase> Pairs() =>
    [
        new("Focus C, mathematics and science", Named(Ada, Ben with { Subjects = [Subject.Science] })) { Focus = Pair },
        new("Focus C, two of mathematics", facts => facts) { Focus = Pair },
        new("Science department for a focus on mathematics", facts => facts with { Subject = Subject.Science }),
    ];

    static IEnumerable<EligibilityCase> Applications() =>
    [
        new("Department that no longer works with the hub", facts => facts with { DepartmentActive = false }),
        new("Before registration", facts => facts) { Project = Window(Summer.AddDays(31), Summer.AddDays(90)) },
        new("After registration", facts => facts) { Project = Window(Summer.AddDays(-90), Summer.AddDays(-1)) },
        new("Submitted in time, judged later", facts => facts with { Now = Summer.AddDays(60), SubmitTime = Summer })
        {
            Project = Window(Summer.AddDays(-30), Summer.AddDays(30)),
        },
        new("Retired project", facts => facts) { Project = project => project.State = Project.Types.State.Retired },
    ];

    static LeadFact Ada => Sample.Facts.Leads![0];

    static LeadFact Ben => Sample.Facts.Leads![1];

    static Func<EligibilityFacts, EligibilityFacts> Past(params ParticipationFact[] past) =>
        facts => facts with { Participations = past };

    static Func<EligibilityFacts, EligibilityFacts> Trained(params SpecialistFact[] specialists) =>
        facts => facts with { Participations = [], Specialists = specialists };

    static Func<EligibilityFacts, EligibilityFacts> School(Func<SchoolFact, SchoolFact> change) =>
        facts => facts with { Directory = change(facts.Directory!) };

    static Func<EligibilityFacts, EligibilityFacts> Named(params LeadFact[] leads) =>
        facts => facts with { Leads = leads };

    static void Pair(Focus focus)
    {
        focus.Subjects.Add(Subject.Science);
        focus.LeadPairing.Add([Subject.Mathematics, Subject.Science]);
    }

    static Action<Project> Window(DateTime open, DateTime close) => project =>
        project.RegistrationWindow = new() { OpenTime = open.ToTimestamp(), CloseTime = close.ToTimestamp() };
}
