using Mastery.Mis.Files;
using Mastery.Mis.Records;
using Mastery.Mis.Tables;

namespace Mastery.Mis.Census;

/// <summary>Reads the teachers of a School Workforce Census (XML), which every school makes once a year.</summary>
/// <remarks>A census has no ids of the MIS: a person is known by the TRN, else by school and name.</remarks>
sealed class CensusSource(SourceFile file, FileSourceOptions options, SourceReport report)
{
    readonly CensusReader _census = new(file);
    readonly SourceSchool? _fallback = options.KnownSchool();

    /// <summary>Whether a file begins like XML.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) =>
        (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8).StartsWith("<"u8)
            || head.StartsWith<byte>([0xFF, 0xFE, 0x3C]) || head.StartsWith<byte>([0xFE, 0xFF, 0x00, 0x3C]);

    /// <summary>Reads it.</summary>
    public IEnumerable<StaffReading> Read()
    {
        yield return new SourceStart("School Workforce Census XML", options.Mode ?? FeedMode.Full);
        var people = new StaffCollector(report);
        foreach (var member in _census.Members())
        {
            report.Cancellation.ThrowIfCancellationRequested();
            Add(people, member);
        }

        if (!_census.IsCensus)
        {
            throw new StaffSourceException(
                $"{file.Name} is XML and no School Workforce Census: its header does not say so.");
        }

        foreach (var person in people.People())
        {
            yield return person;
        }
    }

    void Add(StaffCollector people, CensusMember member)
    {
        var posts = member.Contracts.Select(contract => (contract, CensusCodes.TeachingPost(contract.Codes)))
            .Where(post => post.Item2 is not null).ToList();
        if (posts.Count == 0)
        {
            report.Drop("support staff and others who do not teach");
            return;
        }

        var draft = new StaffDraft(new("", file.Name, member.Line, ""), report);
        draft.SetNames(member.GivenName, member.FamilyName);
        member.FormerFamilyNames.ForEach(draft.AddFormerFamilyName);
        draft.SetTrn(member.Trn);
        draft.Record.Id = DerivedId.Of(draft.Record, SchoolOf(posts[0].contract));
        foreach (var (contract, post) in posts)
        {
            AddPosts(draft, member, contract, post!.Value);
        }

        people.Add(draft);
    }

    void AddPosts(StaffDraft draft, CensusMember member, CensusContract contract,
        (string Title, Participants.V1.Responsibility Responsibility) post)
    {
        var title = new SourceCell(post.Title, file.Name, member.Line, "");
        var start = contract.Start.IsEmpty ? contract.Arrival : contract.Start;
        foreach (var subject in member.Subjects.DistinctBy(subject => subject.Text).DefaultIfEmpty())
        {
            draft.AddPost(SchoolOf(contract), subject.With(CensusCodes.Subject(subject.Text)), title, start,
                contract.End, post.Responsibility);
        }
    }

    SourceSchool? SchoolOf(CensusContract contract)
    {
        var authority = contract.Authority.Length > 0 ? contract.Authority : _census.Authority;
        var establishment = contract.Establishment.Length > 0 ? contract.Establishment : _census.Establishment;
        if (SchoolNumbers.TryJoin(authority, establishment, "", out var school))
        {
            report.Cover(school);
            return school;
        }

        report.AddOnce("school", new(file.Name, 0, "Estab", "the census does not say its school (LEA and Estab); "
            + (_fallback is null ? "posts are taken without a school" : "posts are taken for the school you named")));
        return _fallback;
    }
}
