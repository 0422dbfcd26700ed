using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The term dates of a hub for a year: the row and its rules. Revision 0 is England's usual ones, which are
/// nobody's row.</summary>
public sealed record HubTermDates : IResource
{
    public const string Type = "mastery.services/TermDates";

    public required string HubId { get; init; }
    public required string AcademicYear { get; init; }
    public required IReadOnlyList<Term> Terms { get; init; }
    public long Revision { get; init; }
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/termDates/{AcademicYear}";
    public string Etag => Etags.Of(Revision);
    public bool EnglandDefault => Revision == 0;
    public TermDates Dates => new(Terms);

    /// <summary>What holds for a hub that has set none of its own.</summary>
    public static HubTermDates ForEngland(string hub, AcademicYear year) => new()
    {
        HubId = hub,
        AcademicYear = year.ToString(),
        Terms = TermDates.ForEngland(year).Terms,
    };

    public HubTermDates Edit(V1.TermDates merged) => this with
    {
        Terms = TermDatesRules.Require(
            Contracts.AcademicYear.Parse(AcademicYear), [.. merged.Terms.Select(TermOf)]),
    };

    public V1.TermDates ToProto() => new()
    {
        Name = Name,
        AcademicYear = AcademicYear,
        Terms = { Terms.Select(ToProto) },
        EnglandDefault = EnglandDefault,
        Etag = Etag,
        CreateTime = EnglandDefault ? null : CreateTime.ToTimestamp(),
        UpdateTime = EnglandDefault ? null : UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    static Term TermOf(V1.TermDates.Types.Term from) =>
        new(from.DisplayName, IsoDate.Parse(from.StartDate), IsoDate.Parse(from.EndDate))
        {
            Breaks =
            [
                .. from.Breaks.Select(part => new TermBreak(
                    part.DisplayName, IsoDate.Parse(part.StartDate), IsoDate.Parse(part.EndDate))),
            ],
        };

    static V1.TermDates.Types.Term ToProto(Term term) => new()
    {
        DisplayName = term.Name,
        StartDate = IsoDate.Text(term.Start),
        EndDate = IsoDate.Text(term.End),
        Breaks =
        {
            term.Breaks.Select(part => new V1.TermDates.Types.Break
            {
                DisplayName = part.Name,
                StartDate = IsoDate.Text(part.Start),
                EndDate = IsoDate.Text(part.End),
            }),
        },
    };
}
