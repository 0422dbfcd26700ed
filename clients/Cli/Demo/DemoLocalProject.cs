using Mastery.Cli.Connection;
using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>A local project of the hub, under a code of its own, with the Work Group on it.</summary>
static class DemoLocalProject
{
    const int SingleWordLetters = 3;

    static readonly string[] Small = ["and", "the"];

    /// <summary>Makes and publishes it, and opens its group.</summary>
    public static async Task<WorkGroup> OpenAsync(DemoContext context, string lead)
    {
        var focus = await PublishAsync(context);
        var group = await context.Hub.WorkGroups.CreateWorkGroupAsync(new CreateWorkGroupRequest
        {
            Parent = context.HubName,
            WorkGroup = new()
            {
                Focus = focus.Name,
                DisplayName = "Talking mathematics together",
                Capacity = 8,
                ExpectedAttendancePercent = 75,
                WorkGroupLeads = { lead },
            },
        }.WithRequestId(), context.Call);
        var opened = await context.Hub.WorkGroups.OpenWorkGroupAsync(
            new OpenWorkGroupRequest { Name = group.Name }.WithRequestId(), context.Call);
        context.Report($"{focus.Code}, a local project of the hub, and its Work Group");
        return opened;
    }

    /// <summary>The code: the initials of the hub, or the first letters of a name of one word.</summary>
    internal static string Code(string hub)
    {
        var words = hub["hubs/".Length..].Split('-').Except(Small).ToArray();
        var letters = words.Length == 1
            ? words[0][..SingleWordLetters]
            : string.Concat(words.Select(word => word[0]));
        return $"{letters.ToUpperInvariant()}-ORACY";
    }

    static async Task<Focus> PublishAsync(DemoContext context)
    {
        var project = await context.Hub.Catalogue.CreateProjectAsync(new CreateProjectRequest
        {
            Project = new()
            {
                Code = Code(context.HubName),
                DisplayName = "Oracy in mathematics lessons",
                AcademicYear = "2024-25",
                Stage = Stage.Local,
                Phase = Phase.Secondary,
                Aims = { "Students explain, question and justify in full sentences, and teachers plan for it." },
                Audience = "Any mathematics department that works with our hub, whatever it took part in before.",
                Hub = context.HubName,
            },
        }.WithRequestId(), context.Call);
        var focus = await context.Hub.Catalogue.CreateFocusAsync(new CreateFocusRequest
        {
            Parent = project.Name,
            FocusId = "a",
            Focus = new()
            {
                DisplayName = "Talk that moves reasoning on",
                Description = "Three twilights and two lesson visits, with gap tasks on sentence stems and questions.",
                Subjects = { Subject.Mathematics },
                KeyStages = { 3 },
                BigIdeas = { BigIdea.MathematicalThinking },
                EvidencePrompts = { "In which lessons do students speak for longer than one sentence?" },
            },
        }.WithRequestId(), context.Call);
        await context.Hub.Catalogue.PublishProjectAsync(
            new PublishProjectRequest { Name = project.Name }.WithRequestId(), context.Call);
        return focus;
    }
}
