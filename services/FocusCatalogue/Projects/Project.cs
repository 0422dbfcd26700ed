using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Mastery.Common.V1;
using Mastery.ServiceDefaults;
using State = Mastery.FocusCatalogue.V1.Project.Types.State;

namespace Mastery.FocusCatalogue;

/// <summary>A project in its present state, or in one of its published revisions.</summary>
public sealed record Project : IResource
{
    public required string Id { get; init; }
    public string DisplayName { get; init; } = "";
    public required string AcademicYear { get; init; }
    public Stage Stage { get; init; }
    public V1.Phase Phase { get; init; }
    public string[] Aims { get; init; } = [];
    public string Audience { get; init; } = "";
    public V1.EligibilityPolicy? EligibilityPolicy { get; init; }
    public RepeatedField<V1.Outcome> Outcomes { get; init; } = [];
    public RepeatedField<V1.EssenceTheme> EssenceThemes { get; init; } = [];
    public DateTime? OpenTime { get; init; }
    public DateTime? CloseTime { get; init; }
    public string? Continues { get; init; }
    public string? Hub { get; init; }
    public State State { get; init; } = State.Draft;

    /// <summary>The number of the published state, from 1. A draft has the number that publishing gives it.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>Rises with every write of the row; the etag.</summary>
    public long RowVersion { get; init; }

    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"projects/{Id}";
    public string Etag => Etags.Of(RowVersion);
    /// <summary>Whether it was never published.</summary>
    public bool IsDraft => State == State.Draft;

    bool IsPublished => State == State.Published;

    public static Project New(V1.Project from) => new Project
    {
        Id = from.Code,
        AcademicYear = from.AcademicYear is "" ? ProjectRules.YearOf(from.Code) : from.AcademicYear,
        Hub = from.Hub is "" ? null : from.Hub,
    }.With(from);

    /// <summary>The project with the caller's changes; the next revision if it is published and anything
    /// differs.</summary>
    public Project Edit(V1.Project merged)
    {
        var edited = RequireNotRetired().With(merged);
        return !IsPublished || edited.ToProto().Equals(ToProto())
            ? edited
            : edited.RequireComplete(hasFoci: true).NextRevision();
    }

    /// <summary>The project after a change of one of its foci.</summary>
    public Project FocusChanged() => IsPublished ? NextRevision() : this;

    public Project Publish(bool hasFoci) => State switch
    {
        State.Draft => RequireComplete(hasFoci) with { State = State.Published },
        _ => throw CatalogueErrors.WrongState(this, State.Draft),
    };

    public Project Retire() => State switch
    {
        State.Published => this with { State = State.Retired },
        _ => throw CatalogueErrors.WrongState(this, State.Published),
    };

    /// <summary>The draft for a later year that continues this project.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="academicYear">Its academic year; empty for that of the code.</param>
    public Project CopyTo(string code, string academicYear = "")
    {
        var (year, years) = ProjectRules.YearsAfter(this, code, academicYear);
        return this with
        {
            Id = code,
            AcademicYear = year,
            EligibilityPolicy = EligibilityPolicy?.Shifted(years),
            OpenTime = Later(OpenTime, years),
            CloseTime = Later(CloseTime, years),
            Continues = Id,
            State = State.Draft,
            Revision = 1,
        };
    }

    public Project RequireNotRetired() =>
        State == State.Retired ? throw CatalogueErrors.WrongState(this, State.Draft, State.Published) : this;

    public Project RequireDraft() => State == State.Draft ? this : throw CatalogueErrors.WrongState(this, State.Draft);

    /// <summary>A draft that was never published can be deleted, once it has no foci.</summary>
    public Project RequireDeletable(bool hasFoci) =>
        hasFoci ? throw CatalogueErrors.HasFoci(RequireDraft().Name) : RequireDraft();

    public V1.Project ToProto() => new()
    {
        Name = Name,
        Code = Id,
        DisplayName = DisplayName,
        AcademicYear = AcademicYear,
        Stage = Stage,
        Phase = Phase,
        Aims = { Aims },
        Audience = Audience,
        EligibilityPolicy = EligibilityPolicy?.WithTitles(Phase),
        Outcomes = { Outcomes.Clone() },
        EssenceThemes = { EssenceThemes.Clone() },
        RegistrationWindow = Window(),
        Continues = Continues is null ? "" : $"projects/{Continues}",
        Hub = Hub ?? "",
        State = State,
        Revision = Revision,
        Etag = Etag,
        CreateTime = CreateTime.ToUniversalTime().ToTimestamp(),
        UpdateTime = UpdateTime.ToUniversalTime().ToTimestamp(),
    };

    /// <summary>What a list of revisions says of one of them.</summary>
    public V1.ProjectRevision ToRevision() =>
        new() { Revision = Revision, PublishTime = UpdateTime.ToUniversalTime().ToTimestamp() };

    IMessage IResource.ToProto() => ToProto();

    Project With(V1.Project from) => ProjectRules.Validated(this with
    {
        DisplayName = from.DisplayName,
        Stage = from.Stage,
        Phase = from.Phase,
        Aims = [.. from.Aims],
        Audience = from.Audience,
        EligibilityPolicy = from.EligibilityPolicy?.WithoutMadeTitles(),
        Outcomes = from.Outcomes.Clone(),
        EssenceThemes = from.EssenceThemes.Clone(),
        OpenTime = Stored(from.RegistrationWindow?.OpenTime),
        CloseTime = Stored(from.RegistrationWindow?.CloseTime),
        Continues = from.Continues is "" ? null : from.Continues.Id(),
    });

    Project NextRevision() => this with { Revision = Revision + 1 };

    Project RequireComplete(bool hasFoci)
    {
        List<(string, string)> missing = [];
        if (!hasFoci)
        {
            missing.Add(("FOCI", "It needs at least one focus: create one."));
        }

        if (Stage != Stage.Local && EligibilityPolicy is not { Routes.Count: > 0 })
        {
            missing.Add(("ROUTES", "Its eligibility policy needs at least one route: add one."));
        }

        return missing.Count == 0 ? this : throw CatalogueErrors.Incomplete(Name, missing);
    }

    static DateTime? Later(DateTime? time, int years) =>
        time is { } moment ? EnglandTime.PlusYears(moment, years) : null;

    // In microseconds, as in the database, so that both compare equal.
    static DateTime? Stored(Timestamp? time) =>
        time?.ToDateTime() is { } moment ? moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)) : null;

    V1.RegistrationWindow? Window() => OpenTime is null && CloseTime is null ? null : new()
    {
        OpenTime = OpenTime?.ToUniversalTime().ToTimestamp(),
        CloseTime = CloseTime?.ToUniversalTime().ToTimestamp(),
    };
}
