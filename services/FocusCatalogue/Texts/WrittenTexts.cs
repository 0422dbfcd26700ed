namespace Mastery.FocusCatalogue;

/// <summary>What people wrote in a project and its foci.</summary>
public sealed record WrittenTexts(Project Project, IReadOnlyList<Focus> Foci)
{
    /// <summary>Each sentence, with the resource and the field that has it.</summary>
    internal IEnumerable<WrittenSentence> Sentences() =>
        from written in OfProject(Project).Concat(Foci.SelectMany(OfFocus))
        from sentence in FocusCatalogue.Sentences.Of(written.Text)
        select new WrittenSentence(written.Resource, written.Field, sentence);

    /// <summary>The sentences on news that a copy of the project leaves out.</summary>
    /// <param name="project">The copy.</param>
    internal IEnumerable<WrittenSentence> News(Project project) =>
        from focus in Foci
        from sentence in FocusCatalogue.Sentences.Of(focus.Description).Where(FocusCatalogue.Sentences.IsNews)
        select new WrittenSentence(focus.CopyTo(project.Id).Name, "description", sentence);

    static IEnumerable<Written> OfProject(Project project) =>
    [
        new(project.Name, "display_name", project.DisplayName),
        .. All(project.Name, "aims", project.Aims),
        new(project.Name, "audience", project.Audience),
        .. OfPolicy(project.Name, project.EligibilityPolicy ?? new()),
        .. project.Outcomes.SelectMany((outcome, index) => (Written[])[
            new(project.Name, $"outcomes[{index}].heading", outcome.Heading),
            new(project.Name, $"outcomes[{index}].text", outcome.Text)]),
        .. project.EssenceThemes.Select((theme, index) =>
            new Written(project.Name, $"essence_themes[{index}].theme", theme.Theme)),
    ];

    static IEnumerable<Written> OfPolicy(string resource, V1.EligibilityPolicy policy) =>
    [
        .. policy.Routes.Select((route, index) =>
            new Written(resource, $"eligibility_policy.routes[{index}].title", route.Title)),
        .. All(resource, "eligibility_policy.advice", policy.Advice),
    ];

    static IEnumerable<Written> OfFocus(Focus focus) =>
    [
        new(focus.Name, "display_name", focus.DisplayName),
        new(focus.Name, "description", focus.Description),
        .. All(focus.Name, "outcomes", focus.Outcomes),
        .. All(focus.Name, "evidence_prompts", focus.EvidencePrompts),
        .. focus.Resources.Select((resource, index) =>
            new Written(focus.Name, $"resources[{index}].title", resource.Title)),
    ];

    static IEnumerable<Written> All(string resource, string field, IEnumerable<string> texts) =>
        texts.Select((text, index) => new Written(resource, $"{field}[{index}]", text));

    sealed record Written(string Resource, string Field, string Text);
}

/// <summary>One sentence that people wrote.</summary>
/// <param name="Resource">The project or the focus, a resource name.</param>
/// <param name="Field">The field that has it.</param>
/// <param name="Sentence">The sentence.</param>
sealed record WrittenSentence(string Resource, string Field, string Sentence)
{
    /// <summary>As a finding: what it names and what that would be.</summary>
    public V1.StaleText Naming(string named, string suggestion) => new()
    {
        Resource = Resource,
        Field = Field,
        Sentence = Sentence,
        Named = named,
        Suggestion = suggestion,
    };

    /// <summary>As a finding: the copy does without it.</summary>
    public V1.StaleText LeftOut(string named)
    {
        var finding = Naming(named, suggestion: "");
        finding.LeftOut = true;
        return finding;
    }
}
