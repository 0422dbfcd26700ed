using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>Finds what is meant by a code as people write it, among what is published or was.</summary>
public sealed class CodeResolver(ProjectStore projects, FocusStore foci, TimeProvider clock)
{
    /// <summary>The project or the foci that a code means.</summary>
    /// <exception cref="ApiError">NOT_FOUND when it means nothing, and when one of its letters does.</exception>
    public async Task<CodeMeaning> ResolveAsync(string written)
    {
        var meaning = WrittenCode.Parse(written) is null && WrittenCode.ParseLetters(written) is { } letters
            ? new(null, await foci.OfYearAsync(letters, AcademicYear.Of(EnglandTime.Today(clock))))
            : await OfProjectsAsync(written);
        return meaning.IsEmpty ? throw CatalogueErrors.CodeNotFound(written) : meaning;
    }

    async Task<CodeMeaning> OfProjectsAsync(string written)
    {
        Project? named = null;
        List<Focus> meant = [];
        foreach (var (code, letters) in Readings(written))
        {
            if (await projects.FindAsync(code) is not { IsDraft: false } project)
            {
                continue;
            }

            var all = await foci.AllAsync(project);
            var missing = letters.Where(letter => all.All(focus => focus.Id != $"{letter}")).ToList();
            if (missing.Count > 0)
            {
                throw CatalogueErrors.LettersNotFound(written, project, missing, all);
            }

            named ??= letters is "" ? project : null;
            meant.AddRange(all.Where(focus => letters is "" || letters.Contains(focus.Id, StringComparison.Ordinal)));
        }

        return new(named, meant);
    }

    static IEnumerable<(string Project, string Letters)> Readings(string written) =>
        WrittenCode.Parse(written) is { } national
            ? [($"{national.Project}", national.Letters)]
            : WrittenLocalCode.Parse(written).Select(local => ($"{local.Project}", local.Letters));
}
