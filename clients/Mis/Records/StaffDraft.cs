using System.Text.RegularExpressions;
using Mastery.Mis.Tables;
using Mastery.Participants.V1;

namespace Mastery.Mis.Records;

/// <summary>A record in the making: each field is taken if it is what it should be, and reported if not. The person is
/// kept.</summary>
sealed partial class StaffDraft
{
    const int LongestName = 100;
    const int LongestText = 200;
    const int LongestEmail = 254;

    readonly SourceReport _report;

    /// <summary>Begins a record.</summary>
    /// <param name="id">Where its id is.</param>
    /// <param name="report">Takes what is wrong.</param>
    public StaffDraft(SourceCell id, SourceReport report)
    {
        _report = report;
        Place = id;
        Record = new()
        {
            Id = id.Text,
            Origin = new StaffRecord.Types.Origin { File = Bounded(id.File, 300), Line = id.Line },
        };
    }

    /// <summary>Where the record is.</summary>
    public SourceCell Place { get; }

    /// <summary>The record.</summary>
    public StaffRecord Record { get; }

    /// <summary>Sets the legal and the preferred names.</summary>
    public void SetNames(
        SourceCell given, SourceCell family, SourceCell preferredGiven = default, SourceCell preferredFamily = default)
    {
        Record.GivenName = Name(given);
        Record.FamilyName = Name(family);
        Record.PreferredGivenName = Other(Name(preferredGiven), Record.GivenName);
        Record.PreferredFamilyName = Other(Name(preferredFamily), Record.FamilyName);
    }

    /// <summary>Adds a family name of before.</summary>
    public void AddFormerFamilyName(SourceCell name)
    {
        var former = Name(name);
        if (former.Length > 0 && !Same(former, Record.FamilyName)
            && !Record.PreviousNames.Any(known => Same(known.FamilyName, former)))
        {
            Record.PreviousNames.Add(new Participant.Types.PreviousName { FamilyName = former });
        }
    }

    /// <summary>Sets the work e-mail address.</summary>
    public void SetEmail(SourceCell cell)
    {
        var text = Address().Replace(cell.Text, "$1");
        if (text.Length <= LongestEmail && EmailForm().IsMatch(text))
        {
            Record.Email = text;
        }
        else if (text.Length > 0)
        {
            var fault = text.Contains('@', StringComparison.Ordinal) ? "is not of the form name@school.example"
                : "has no @";
            _report.Add(cell.Problem($"the e-mail address {fault}; the person is taken without one"));
        }
    }

    /// <summary>Sets the Teacher Reference Number: seven digits, also written 12/34567 or RP 12/34567.</summary>
    public void SetTrn(SourceCell cell)
    {
        if (cell.IsEmpty)
        {
            return;
        }

        var digits = TrnMarks().Replace(cell.Text, "");
        if (digits.Length == 7 && digits.All(char.IsAsciiDigit))
        {
            Record.Trn = digits;
            return;
        }

        var fault = digits.All(char.IsAsciiDigit) && digits.Length is > 0 and < 7
            ? $"has {digits.Length} digits and not seven, perhaps because a spreadsheet took off its zeros"
            : "is not seven digits";
        _report.Add(cell.Problem($"the Teacher Reference Number {fault}; the person is taken without one"));
    }

    /// <summary>Adds a post.</summary>
    public void AddPost(SourceSchool? school, SourceCell subject = default, SourceCell title = default,
        SourceCell start = default, SourceCell end = default, Responsibility responsibility = default)
    {
        var post = new StaffRecord.Types.Post
        {
            SchoolNumber = school?.Number ?? "",
            Subject = Bounded(subject.Text, LongestText),
            JobTitle = Bounded(title.Text, LongestText),
            Responsibility = responsibility,
            StartDate = Day(start),
            EndDate = Day(end),
        };
        if (string.CompareOrdinal(post.EndDate, post.StartDate) < 0 && post.EndDate.Length > 0)
        {
            _report.Add(end.Problem("the post ends before it begins; it is taken without its first day"));
            post.StartDate = "";
        }

        Record.Posts.Add(post);
    }

    string Name(SourceCell cell)
    {
        if (cell.Text.Length <= LongestName)
        {
            return cell.Text;
        }

        _report.Add(cell.Problem($"the name is longer than {LongestName} characters; the person is taken without it"));
        return "";
    }

    string Day(SourceCell cell)
    {
        if (!Days.TryRead(cell.Text, out var day))
        {
            _report.Add(cell.Problem("the date is not one as 2025-09-01 or 01/09/2025; the post is taken without it"));
        }

        return day;
    }

    static string Bounded(string text, int length) => text.Length <= length ? text : text[..length];

    static string Other(string name, string legal) => Same(name, legal) ? "" : name;

    static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:mailto:)?(?:[^<]*<)?([^<>]*)>?$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^RP|[\s/\-.]", RegexOptions.IgnoreCase)]
    private static partial Regex TrnMarks();
}
