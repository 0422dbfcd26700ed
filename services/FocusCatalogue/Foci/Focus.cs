using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>A focus of a project, in its present state or in a published revision of the project.</summary>
public sealed record Focus : IResource
{
    public required string Project { get; init; }

    /// <summary>The letter, or <see cref="FocusCode.Whole"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The id that it had before, by which it is found too.</summary>
    public string? Alias { get; init; }

    public string DisplayName { get; init; } = "";
    public string Description { get; init; } = "";
    public IReadOnlyList<Subject> Subjects { get; init; } = [];
    public int[] KeyStages { get; init; } = [];
    public IReadOnlyList<BigIdea> BigIdeas { get; init; } = [];
    public bool Bespoke { get; init; }
    public bool ThemeRequired { get; init; }
    public IReadOnlyList<Subject> LeadPairing { get; init; } = [];
    public string[] Outcomes { get; init; } = [];
    public string[] EvidencePrompts { get; init; } = [];
    public RepeatedField<V1.Focus.Types.Resource> Resources { get; init; } = [];
    public string? ContinuesProject { get; init; }
    public string? ContinuesId { get; init; }

    /// <summary>Whether its project continues an earlier one that had no such focus.</summary>
    public bool NewInYear { get; init; }

    /// <summary>Rises with every write of the row; the etag.</summary>
    public long RowVersion { get; init; }

    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Code => FocusCode.Of(Name);

    /// <summary>Whether it stands for its whole project.</summary>
    public bool IsWhole => Id == FocusCode.Whole;

    public string Name => $"projects/{Project}/foci/{Id}";
    public string Etag => Etags.Of(RowVersion);

    /// <summary>The focus that it continues, a resource name; empty for none.</summary>
    public string Continues => ContinuesProject is null ? "" : $"projects/{ContinuesProject}/foci/{ContinuesId}";

    public static Focus New(string parent, string id, V1.Focus from) =>
        new Focus { Project = parent.Id(), Id = id }.Edit(from);

    /// <summary>Whether people mean it by a letter of its project's code.</summary>
    public bool IsMeantBy(char letter) => Id == $"{letter}" || Alias == $"{letter}";

    public Focus Edit(V1.Focus merged) => FocusRules.Validated(this with
    {
        DisplayName = merged.DisplayName,
        Description = merged.Description,
        Subjects = [.. merged.Subjects],
        KeyStages = [.. merged.KeyStages],
        BigIdeas = [.. merged.BigIdeas],
        Bespoke = merged.Bespoke,
        ThemeRequired = merged.ThemeRequired,
        LeadPairing = [.. merged.LeadPairing],
        Outcomes = [.. merged.Outcomes],
        EvidencePrompts = [.. merged.EvidencePrompts],
        Resources = merged.Resources.Clone(),
        ContinuesProject = merged.Continues is "" ? null : merged.Continues.ParentName().Id(),
        ContinuesId = merged.Continues is "" ? null : merged.Continues.Id(),
    });

    /// <summary>The same focus in a later year's <paramref name="project"/>, which continues this one.</summary>
    /// <remarks>What is said to be new in its year is not said of a later one.</remarks>
    public Focus CopyTo(string project) => this with
    {
        Project = project,
        Description = Sentences.WithoutNews(Description),
        Alias = null,
        ContinuesProject = Project,
        ContinuesId = Id,
        NewInYear = false,
    };

    public V1.Focus ToProto() => new()
    {
        Name = Name,
        Code = Code,
        DisplayName = DisplayName,
        Description = Description,
        Subjects = { Subjects },
        KeyStages = { KeyStages },
        BigIdeas = { BigIdeas },
        Bespoke = Bespoke,
        ThemeRequired = ThemeRequired,
        LeadPairing = { LeadPairing },
        Outcomes = { Outcomes },
        EvidencePrompts = { EvidencePrompts },
        Resources = { Resources.Clone() },
        Continues = Continues,
        NewInYear = NewInYear,
        Etag = Etag,
        CreateTime = CreateTime.ToUniversalTime().ToTimestamp(),
        UpdateTime = UpdateTime.ToUniversalTime().ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();
}
