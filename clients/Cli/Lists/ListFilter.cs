using System.CommandLine;
using Mastery.Cli.Bulk;

namespace Mastery.Cli.Lists;

/// <summary>An option that narrows a list, and the condition that it stands for in the API's filter.</summary>
/// <param name="Option">The option.</param>
/// <param name="Condition">The condition; null where the option is not given.</param>
sealed record ListFilter(Option Option, Func<ListCall, Task<string?>> Condition)
{
    /// <summary>A text that the field begins with, in any case and with or without accents.</summary>
    public static ListFilter Starts(string option, string field, string description) =>
        Of<string>(option, description, "text", text => $"{field}:{Quoted(text + "*")}");

    /// <summary>Words that the field holds, of which the last may be the beginning of one.</summary>
    public static ListFilter Words(string option, string field, string description) =>
        Of<string>(option, description, "words", text => $"{field}:{Quoted(text + "*")}");

    /// <summary>A text that the field is.</summary>
    public static ListFilter Is(string option, string field, string description, string helpName = "text") =>
        Of<string>(option, description, helpName, text => $"{field} = {Quoted(text)}");

    /// <summary>A number that the field is.</summary>
    public static ListFilter Number(string option, string field, string description) =>
        Of<int?>(option, description, "number", number => $"{field} = {number}");

    /// <summary>One of the values of an enum, in words.</summary>
    public static ListFilter OneOf<T>(string option, string field, string description) where T : struct, Enum
    {
        var made = WordOption.Of<T>(option, description);
        return new(made, call => Task.FromResult(
            call.Parsed.GetValue(made) is { } value ? $"{field} = {value.ContractName()}" : null));
    }

    /// <summary>An academic year, however it is written.</summary>
    public static ListFilter Year(string field = "academic_year")
    {
        var option = YearOption.Create();
        return new(option, call => Task.FromResult(
            call.Parsed.GetValue(option) is { Length: > 0 } year ? $"{field} = {Quoted(year)}" : null));
    }

    /// <summary>A school by its URN.</summary>
    public static ListFilter School(string field = "school") =>
        Of<string>("--school", "The URN of the school.", "urn", urn => $"{field} = {Quoted($"schools/{urn}")}");

    /// <summary>The departments of a school.</summary>
    public static ListFilter DepartmentsOf(string field) =>
        Found("--school", "The URN of the department's school.", "urn", async (call, urn) =>
        {
            var found = await call.Api.People.ListDepartmentsAsync(
                new() { Parent = call.Hub, Filter = $"school = {Quoted($"schools/{urn}")}" },
                cancellationToken: call.Cancellation);
            return found.Departments.Count > 0
                ? $"({string.Join(" OR ", found.Departments.Select(one => $"{field} = {Quoted(one.Name)}"))})"
                : throw new RowRefusedException($"the hub has no department at the school {urn}");
        });

    /// <summary>A focus by its code, as people write it.</summary>
    public static ListFilter Focus() =>
        Found(
            "--focus", "The code of the focus, for example NCP24-14b, or of its project.", "code", async (call, code) =>
            {
                var found = await call.Api.Catalogue.ResolveCodeAsync(
                    new() { Code = code }, cancellationToken: call.Cancellation);
                return $"({string.Join(" OR ", found.Foci.Select(focus => $"focus = {Quoted(focus.Name)}"))})";
            });

    /// <summary>A Work Group by its title or name.</summary>
    public static ListFilter WorkGroup() =>
        Found("--work-group", "The Work Group, by its title or name.", "title", async (call, title) =>
            $"work_group = {Quoted(await call.WorkGroupAsync(title))}");

    /// <summary>A text of a filter.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Any other condition of one value.</summary>
    public static ListFilter Of<T>(string option, string description, string helpName, Func<T, string> condition)
    {
        var made = new Option<T?>(option) { Description = description, HelpName = helpName };
        return new(made, call => Task.FromResult(call.Parsed.GetValue(made) is { } value ? condition(value) : null));
    }

    static ListFilter Found(
        string option, string description, string helpName, Func<ListCall, string, Task<string>> condition)
    {
        var made = new Option<string?>(option) { Description = description, HelpName = helpName };
        return new(made, async call =>
            call.Parsed.GetValue(made) is { } value ? await condition(call, value) : null);
    }
}
