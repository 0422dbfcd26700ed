namespace Mastery.FocusCatalogue;

/// <summary>What a code means.</summary>
/// <param name="Project">The project, when the code names one as a whole.</param>
/// <param name="Foci">The foci, by code.</param>
public sealed record CodeMeaning(Project? Project, IReadOnlyList<Focus> Foci)
{
    /// <summary>Whether it means nothing.</summary>
    public bool IsEmpty => Project is null && Foci.Count == 0;

    public V1.ResolveCodeResponse ToProto() => new()
    {
        Project = Project?.ToProto(),
        Foci = { Foci.Select(focus => focus.ToProto()) },
    };
}
