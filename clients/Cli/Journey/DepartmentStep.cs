using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Journey;

/// <summary>A department with its people and, under its school's former URN, its past participation.</summary>
static class DepartmentStep
{
    /// <summary>The department and its two Advocates.</summary>
    public sealed record Result(string Department, IReadOnlyList<string> Advocates);

    /// <summary>Runs the step.</summary>
    public static async Task<Result> RunAsync(JourneyContext context, JourneyFiles files)
    {
        context.Output.Section("A department, its people and its past");
        var department = await CreateAsync(context, files.Academy);
        var past = await context.Hub.People.CreatePastParticipationAsync(new()
        {
            Parent = department,
            PastParticipation = new()
            {
                Code = "NCP21-12",
                Stage = Stage.Development,
                AcademicYear = "2021-22",
                School = files.Predecessor,
                Source = "List of Development Work Groups, July 2022",
            },
        }, context.Call);
        context.Output.Call(
            "CreatePastParticipation",
            $"took part in {past.Code}, {past.AcademicYear}, as {past.School}: the URN of that time");

        List<string> people =
        [
            await JoinAsync(
                context, department, "Amara", "Okafor", "Head of mathematics", Responsibility.HeadOfDepartment),
            await JoinAsync(
                context, department, "Daniel", "Hirst", "Lead for Key Stage 3", Responsibility.KeyStageLead),
            await JoinAsync(
                context, department, "Zoë", "Priestley", "Teacher of mathematics", Responsibility.ClassroomTeacher),
            await JoinAsync(
                context, department, "Imran", "Shah", "Teacher of mathematics", Responsibility.ClassroomTeacher),
        ];
        return new(department, people[..2]);
    }

    /// <summary>Creates a mathematics department.</summary>
    public static async Task<string> CreateAsync(JourneyContext context, string school)
    {
        var department = await context.Hub.People.CreateDepartmentAsync(
            new() { Parent = context.HubName, Department = new() { School = school, Subject = Subject.Mathematics } },
            context.Call);
        context.Output.Call("CreateDepartment", $"mathematics at {school}: {department.Name}");
        return department.Name;
    }

    /// <summary>Adds a person.</summary>
    public static async Task<string> JoinAsync(
        JourneyContext context,
        string department,
        string given,
        string family,
        string title,
        Responsibility responsibility)
    {
        var person = await context.Hub.People.CreateParticipantAsync(new()
        {
            Parent = context.HubName,
            Participant = new()
            {
                GivenName = given,
                FamilyName = family,
                Posts =
                {
                    new Participant.Types.Post
                    {
                        Department = department,
                        JobTitle = title,
                        Responsibility = responsibility,
                    },
                },
            },
        }, context.Call);
        context.Output.Call("CreateParticipant", $"{given} {family}, {title}");
        return person.Name;
    }
}
