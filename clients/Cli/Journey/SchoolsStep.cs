using Mastery.Cli.Gias;
using Mastery.Cli.Importing;

namespace Mastery.Cli.Journey;

/// <summary>Schools are imported from GIAS files, twice, with their history.</summary>
static class SchoolsStep
{
    /// <summary>Runs the step; answers the files of this run.</summary>
    public static async Task<JourneyFiles> RunAsync(JourneyContext context)
    {
        context.Output.Section("Schools arrive from a GIAS file");
        var files = JourneyFiles.After(await HighestUrnAsync(context));
        context.Output.Note(
            $"Run {files.Run}. The schools are fictional; each run brings its own, so every run shows every step.");

        var first = await ImportAsync(context, files);
        JourneyContext.Expect(first.Created == 3, $"three schools had to be new, {first.Created} were");
        var second = await ImportAsync(context, files);
        JourneyContext.Expect(
            second is { Unchanged: 3, Created: 0, Updated: 0 }, "the same file again had to change nothing");
        await LinkAsync(context, files);
        await ShowAsync(context, files);
        return files;
    }

    static async Task<string> HighestUrnAsync(JourneyContext context)
    {
        var page = await context.Operator.Schools.ListSchoolsAsync(
            new() { PageSize = 1, OrderBy = "urn desc" }, context.Call);
        return page.Schools.Count == 0 ? "" : page.Schools[0].Urn;
    }

    static async Task<ImportAnswer> ImportAsync(JourneyContext context, JourneyFiles files)
    {
        var reader = GiasSchoolReader.Open(files.Schools());
        var rejected = new List<GiasIssue>();
        var answer = await context.Operator.Schools.SendAsync(
            Taken(reader, rejected), extractDate: "", validateOnly: false, context.Cancellation);
        context.Output.Call("ImportSchools",
            $"{reader.Counts.Accepted + reader.Counts.Rejected} rows in {reader.Table.Coding.Name}: {answer.Created} "
                + "created, "
                + $"{answer.Updated} updated, {answer.Unchanged} unchanged, {rejected.Count} rejected");
        foreach (var issue in rejected)
        {
            context.Output.Detail(false, $"line {issue.Line}, {issue.Column} \"{issue.Value}\": {issue.Reason}");
        }

        return answer;
    }

    static IEnumerable<T> Taken<T>(GiasReader<T> reader, List<GiasIssue> rejected) where T : class
    {
        foreach (var row in reader.Read())
        {
            if (row.Record is not null)
            {
                yield return row.Record;
            }
            else
            {
                rejected.AddRange(row.Issues);
            }
        }
    }

    static async Task LinkAsync(JourneyContext context, JourneyFiles files)
    {
        var answer = await context.Operator.Schools.SendAsync(
            Taken(GiasSuccessionReader.Open(files.Links()), []),
            extractDate: "",
            complete: false,
            validateOnly: false,
            context.Cancellation);
        context.Output.Call("ImportSuccessions", $"{answer.Created} links created, {answer.Rejected.Count} rejected");
        var history = await context.Hub.Schools.GetSchoolHistoryAsync(new() { Name = files.Academy }, context.Call);
        JourneyContext.Expect(
            history.Predecessors.Contains(files.Predecessor), "the academy had to descend from the school before it");
        context.Output.Call(
            "GetSchoolHistory", $"{files.Academy} came after {string.Join(", ", history.Predecessors)}");
    }

    static async Task ShowAsync(JourneyContext context, JourneyFiles files)
    {
        var school = await context.Hub.Schools.GetSchoolAsync(new() { Name = files.Academy }, context.Call);
        context.Output.Call("GetSchool",
            $"{school.DisplayName}, {school.Address?.Town}: secondary "
                + $"{Yes(school.HasSecondary, school.Secondary)}, state-funded "
                + Yes(school.HasStateFunded, school.StateFunded));
        context.Output.Detail(
            school.Hub == context.HubName ? true : null, $"belongs to {school.Hub} by its {school.HubReason.Words()}");
    }

    static string Yes(bool known, bool value) => !known ? "unknown" : value ? "yes" : "no";
}
