using Mastery.Common.V1;
using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>A record of a feed, and which one it is.</summary>
/// <param name="Number">The number in the feed, from 1.</param>
/// <param name="Record">The record.</param>
public sealed record FeedRecord(int Number, V1.StaffRecord Record);

/// <summary>A person of a feed: one record, or several with the same id or Teacher Reference Number.</summary>
public sealed record FeedPerson
{
    public required IReadOnlyList<FeedRecord> Records { get; init; }

    /// <summary>The posts at schools of the programme.</summary>
    public IReadOnlyList<FeedPost> Posts { get; init; } = [];

    /// <summary>The field at fault, and why; null where the person can be used.</summary>
    public (string Field, string Reason)? Fault { get; init; }

    /// <summary>Why a part of the records is not used, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public int Number => Records[0].Number;

    public IEnumerable<string> Ids => Records.Select(record => record.Record.Id).Distinct();

    public bool Deleted => Records.All(record => record.Record.Deleted);

    public string GivenName => First(record => record.GivenName);

    public string FamilyName => First(record => record.FamilyName);

    public string PreferredGivenName => First(record => record.PreferredGivenName);

    public string PreferredFamilyName => First(record => record.PreferredFamilyName);

    public string Email => First(record => record.Email);

    public string Trn => First(record => record.Trn);

    public IReadOnlyList<PreviousName> PreviousNames =>
        PreviousName.From([.. Records.SelectMany(record => record.Record.PreviousNames)]);

    /// <summary>What people call the person.</summary>
    public string DisplayName => string.Join(' ', new[]
    {
        PreferredGivenName.Length > 0 ? PreferredGivenName : GivenName,
        PreferredFamilyName.Length > 0 ? PreferredFamilyName : FamilyName,
    }.Where(part => part.Length > 0));

    /// <summary>Every name of the person that may be on record, legal, preferred and previous.</summary>
    public IEnumerable<string> Names => Forms(
        GivenName, FamilyName, PreferredGivenName, PreferredFamilyName,
        Records.SelectMany(record => record.Record.PreviousNames).Select(name => (name.GivenName, name.FamilyName)));

    /// <summary>The forms of names of one person.</summary>
    internal static IEnumerable<string> Forms(string given, string family, string preferredGiven,
        string preferredFamily, IEnumerable<(string Given, string Family)> previous)
    {
        string[] givens = [.. new[] { given, preferredGiven }.Where(name => name.Length > 0)];
        string[] families = [.. new[] { family, preferredFamily }.Where(name => name.Length > 0)];
        return givens.SelectMany(one => families.Select(other => $"{one} {other}"))
            .Concat(previous.SelectMany(name =>
                (name.Given.Length > 0 ? [name.Given] : givens).SelectMany(one =>
                    (name.Family.Length > 0 ? [name.Family] : families).Select(other => $"{one} {other}"))))
            .Distinct();
    }

    string First(Func<V1.StaffRecord, string> read) =>
        Records.Select(record => read(record.Record)).FirstOrDefault(value => value.Length > 0) ?? "";
}

/// <summary>A post of a feed at a school of the directory.</summary>
public sealed record FeedPost
{
    public required FeedSchool School { get; init; }

    /// <summary>The id under which the source has the person there.</summary>
    public required string Id { get; init; }

    public string SubjectText { get; init; } = "";

    public string JobTitle { get; init; } = "";

    public V1.Responsibility? Responsibility { get; init; }

    public DateOnly? StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    /// <summary>The subject that the post says, or that the feed is of; null where the person's posts on record must
    /// tell.</summary>
    public Subject? SubjectOf(RosterHeader header) => SubjectText.Length > 0
        ? WrittenSubject.Read(SubjectText)
        : header.Subject ?? WrittenSubject.OfTitle(JobTitle);

    /// <summary>Whether the post names a subject that the programme has not.</summary>
    public bool IsOfOtherSubject => SubjectText.Length > 0 && WrittenSubject.Read(SubjectText) is null
        && WrittenSubject.OfTitle(JobTitle) is null;

    /// <summary>By which number the school was found; empty where the record gives none.</summary>
    public string FoundBy { get; init; } = "";

    public static FeedPost Of(V1.StaffRecord.Types.Post post, string id, FeedSchool school, string foundBy) => new()
    {
        School = school,
        FoundBy = foundBy,
        Id = id,
        SubjectText = post.Subject,
        JobTitle = post.JobTitle,
        Responsibility = Specialism.OrNull(post.Responsibility) ?? WrittenResponsibility.Read(post.JobTitle),
        StartDate = Day(post.StartDate),
        EndDate = Day(post.EndDate),
    };

    /// <summary>The day of a text; null where it is none, for which the record is rejected.</summary>
    internal static DateOnly? Day(string text) => IsoDate.TryParse(text, out var day) ? day : null;
}
