namespace Mastery.DevelopmentPlans;

/// <summary>A plan as people read it, with the names of people, school and focus in the place of resource names: what
/// every export has, in whatever format. Parts are numbered, so that they can refer to each other on paper.</summary>
public sealed record PlanSheet
{
    public required string Title { get; init; }
    public required string School { get; init; }
    public required string Subject { get; init; }
    public required string Focus { get; init; }
    public required string AcademicYear { get; init; }
    public required string State { get; init; }

    /// <summary>The plan of an earlier year that this one continues.</summary>
    public required string Continues { get; init; }

    public required DateOnly? AgreeDate { get; init; }
    public required long Revision { get; init; }

    /// <summary>The version of the rules by which the plan was agreed; 0 where it never was.</summary>
    public required int RuleSetVersion { get; init; }

    /// <summary>Why nothing of an agreed plan was delivered.</summary>
    public required string UndeliveredReason { get; init; }

    public required DateOnly ExportDate { get; init; }
    public required string Vision { get; init; }

    /// <summary>What the export cannot show, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<EvidenceLine> Evidence { get; init; }
    public required IReadOnlyList<AimLine> Aims { get; init; }
    public required IReadOnlyList<ActivityLine> Activities { get; init; }

    /// <summary>Whom the programme is for; null where it is not known who is in the department.</summary>
    public required ReachLine? Reach { get; init; }

    /// <summary>The reviews that count, from the first to the last.</summary>
    public required IReadOnlyList<ReviewLine> Reviews { get; init; }

    /// <summary>What other departments said of the plan, as its own department sees it.</summary>
    public required IReadOnlyList<FeedbackLine> Feedback { get; init; }
}

/// <summary>A piece of evidence of need.</summary>
public sealed record EvidenceLine(
    int Number,
    string Finding,
    IReadOnlyList<string> NeedsOf,
    string Kind,
    DateOnly CollectDate,
    MeasureLine? Measure,
    IReadOnlyList<Attachment> Attachments);

/// <summary>A measured value.</summary>
public sealed record MeasureLine(string Label, double Value, string Unit);

/// <summary>An aim with its success criteria. Evidence is said by number.</summary>
public sealed record AimLine(
    int Number,
    string Statement,
    string Continues,
    string Status,
    string Horizon,
    string Outcome,
    IReadOnlyList<string> BigIdeas,
    IReadOnlyList<string> Themes,
    IReadOnlyList<int> Evidence,
    IReadOnlyList<CriterionLine> SuccessCriteria,
    string Trend);

/// <summary>A success criterion.</summary>
public sealed record CriterionLine(
    string Number,
    string Statement,
    string Direction,
    double? Baseline,
    double? Target,
    string Unit,
    DateOnly? DueDate,
    string Observer,
    IReadOnlyList<Measurement> Measurements)
{
    public bool IsCharted => Baseline is not null && Target is not null;
}

/// <summary>An activity of the programme. Aims are said by number.</summary>
public sealed record ActivityLine(
    int Number,
    string Title,
    string Kind,
    string State,
    DateOnly StartDate,
    DateOnly EndDate,
    double? Hours,
    string LedBy,
    IReadOnlyList<string> Audience,
    IReadOnlyList<int> Aims,
    DateOnly? DeliverDate,
    IReadOnlyList<string> Attended);

/// <summary>How many members of the department the programme is for, as a whole and aim by aim.</summary>
public sealed record ReachLine(
    int Members, int Reached, IReadOnlyList<string> Unreached, IReadOnlyList<AimReachLine> Aims);

/// <summary>A review of the plan as it was at a revision.</summary>
public sealed record ReviewLine(
    int Number, DateOnly ReviewDate, long Revision, string Summary, IReadOnlyList<AimReviewLine> Aims);

/// <summary>What a review says of one aim.</summary>
public sealed record AimReviewLine(string About, string Rating, string Narrative, string Impact, string NextStep);

/// <summary>Support or challenge from another department.</summary>
public sealed record FeedbackLine(
    int Number,
    DateOnly GiveDate,
    string GivenBy,
    string Kind,
    string About,
    string Comment,
    string Answer,
    string State,
    string Resolution);

/// <summary>How many members the activities of one aim are for.</summary>
public sealed record AimReachLine(int Aim, int Reached);
