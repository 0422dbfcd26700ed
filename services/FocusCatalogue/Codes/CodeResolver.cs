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
            ? await OfLettersAsync(written, letters)
            : await OfProjectsAsync(written);
        return meaning.IsEmpty ? throw CatalogueErrors.CodeNotFound(written) : meaning;
    }

    async Task<CodeMeaning> OfLettersAsync(string written, string letters)
    {
        var meant = await foci.OfYearAsync(letters, AcademicYear.Of(EnglandTime.Today(clock)));
        var missing = Missing(letters, meant);
        return missing.Count == 0 ? new(null, meant) : throw CatalogueErrors.LettersNotFound(written, missing);
    }

    async Task<CodeMeaning> OfProjectsAsync(string written)
    {
        ApiError? refusal = null;
        Project? named = null;
        List<Focus> meant = [];
        foreach (var (code, letters) in Readings(written))
        {
            if (await projects.FindAsync(code) is not { IsDraft: false } project)
            {
                continue;
            }

            var all = await foci.AllAsync(project);
            var missing = Missing(letters, all);
            if (missing.Count > 0)
            {
                refusal ??= CatalogueErrors.LettersNotFound(written, project, missing, all);
                continue;
            }

            named ??= letters is "" ? project : null;
            meant.AddRange(all.Where(focus => letters is "" || letters.Any(focus.IsMeantBy)));
        }

        // Another reading of the code may mean something.
        return named is null && meant.Count == 0 && refusal is not null ? throw refusal : new(named, meant);
    }

    static List<char> Missing(string letters, IReadOnlyList<Focus> foci) =>
        [.. letters.Where(letter => !foci.Any(focus => focus.IsMeantBy(letter)))];

    static IEnumerable<(string Project, string Letters)> Readings(string written) =>
        WrittenCode.Parse(written) is { } national
            ? [($"{national.Project}", national.Letters)]
            : WrittenLocalCode.Parse(written).Select(local => ($"{local.Project}", local.Letters));
}
