using Mastery.Contracts;

namespace Mastery.FocusCatalogue;

/// <summary>Finds the sentences that a project has from the one of an earlier year that it continues and that name what
/// is of that year. A sentence that somebody changed is taken as read.</summary>
public sealed class StaleTexts(ProjectStore projects, FocusStore foci)
{
    /// <summary>Those of a project.</summary>
    public async Task<IReadOnlyList<V1.StaleText>> OfAsync(Project project) =>
        project.Continues is { } id && await projects.FindAsync(id) is { } earlier
            ? await OfAsync(
                new(earlier, await foci.AllAsync(earlier)), new WrittenTexts(project, await foci.AllAsync(project)))
            : [];

    /// <summary>Those of a new copy, and what it leaves out.</summary>
    /// <param name="before">What is copied.</param>
    /// <param name="after">The copy.</param>
    public async Task<IReadOnlyList<V1.StaleText>> OfCopyAsync(WrittenTexts before, WrittenTexts after) =>
    [
        .. await OfAsync(before, after),
        .. from news in before.News(after.Project)
           from mention in Words(before, after, new Dictionary<string, string>()).In(news.Sentence)
           select news.LeftOut(mention.Named),
    ];

    async Task<IReadOnlyList<V1.StaleText>> OfAsync(WrittenTexts before, WrittenTexts after)
    {
        var known = before.Sentences().Select(written => written.Sentence).ToHashSet();
        var successors = await projects.SuccessorsAsync(after.Project.AcademicYear);
        var words = Words(before, after, new Dictionary<string, string>(successors)
        {
            [before.Project.Id] = after.Project.Id,
        });
        return [
            .. from written in after.Sentences()
               where known.Contains(written.Sentence)
               from mention in words.In(written.Sentence)
               select written.Naming(mention.Named, mention.Suggestion),
        ];
    }

    static DatedWords Words(
        WrittenTexts before, WrittenTexts after, IReadOnlyDictionary<string, string> successors) => new(
        AcademicYear.Parse(after.Project.AcademicYear).FirstYear
            - AcademicYear.Parse(before.Project.AcademicYear).FirstYear,
        successors);
}
