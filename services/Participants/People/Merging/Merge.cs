using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What a merge of two records of a person did, so that it can be undone. It holds no personal value: those
/// are in the second record, which stays.</summary>
public sealed record Merge
{
    const string Email = "email";
    const string Phone = "phone";
    const string Trn = "trn";
    const string TeachingSince = "teaching_since";
    const string Specialist = "specialist";

    public required string HubId { get; init; }

    public required Guid DuplicateId { get; init; }

    /// <summary>The fields that the first record lacked and got.</summary>
    public required string[] Filled { get; init; }

    /// <summary>The positions of the second record's posts that the first one got.</summary>
    public required int[] Posts { get; init; }

    /// <summary>The same for its external ids.</summary>
    public required int[] ExternalIds { get; init; }

    /// <summary>The resources that named the second record.</summary>
    public string[] Resources { get; init; } = [];

    /// <summary>Decides what the first record gets.</summary>
    /// <param name="survivor">The record that stays.</param>
    /// <param name="duplicate">The second record.</param>
    /// <param name="seesTrn">Whether the caller may know what their TRNs say.</param>
    /// <exception cref="ApiError">They are one record already or two people, or the one that stays has
    /// left.</exception>
    public static Merge Of(Participant survivor, Participant duplicate, bool seesTrn)
    {
        Require(survivor, duplicate, seesTrn);
        return new()
        {
            HubId = survivor.HubId,
            DuplicateId = duplicate.Id,
            Filled =
            [
                .. If(survivor.Email.Length == 0 && duplicate.Email.Length > 0, Email),
                .. If(survivor.Phone.Length == 0 && duplicate.Phone.Length > 0, Phone),
                .. If(survivor.Trn is null && duplicate.Trn is not null, Trn),
                .. If(survivor.TeachingSince is null && duplicate.TeachingSince is not null, TeachingSince),
                .. If(survivor.SpecialistCohort is null && duplicate.SpecialistCohort is not null, Specialist),
            ],
            Posts = Missing(duplicate.Posts, survivor.Posts),
            ExternalIds = Missing(duplicate.ExternalIds, survivor.ExternalIds),
        };
    }

    /// <summary>The first record with what it gets from the second.</summary>
    public Participant Into(Participant survivor, Participant duplicate) => Take(survivor, duplicate, Filled) with
    {
        Posts = [.. survivor.Posts, .. Posts.Select(index => duplicate.Posts[index])],
        ExternalIds = [.. survivor.ExternalIds, .. ExternalIds.Select(index => duplicate.ExternalIds[index])],
    };

    /// <summary>The second record after the merge. A TRN is held once, so it passes on.</summary>
    public Participant Retire(Participant duplicate, Participant survivor) => duplicate with
    {
        State = V1.Participant.Types.State.Merged,
        MergedIntoId = survivor.Id,
        Trn = Filled.Contains(Trn) ? null : duplicate.Trn,
    };

    /// <summary>The first record without what it got, except for what was changed since.</summary>
    public Participant OutOf(Participant survivor, Participant duplicate) =>
        Take(survivor, new() { HubId = HubId, Id = default, GivenName = "", FamilyName = "" }, [.. Filled.Where(field =>
            Same(field, survivor, duplicate))]) with
        {
            Posts = Without(survivor.Posts, Posts.Select(index => duplicate.Posts[index])),
            ExternalIds = Without(survivor.ExternalIds, ExternalIds.Select(index => duplicate.ExternalIds[index])),
        };

    /// <summary>The second record as it was.</summary>
    public Participant Revive(Participant duplicate, Participant survivor) => duplicate with
    {
        State = duplicate.LeftDate is null ? V1.Participant.Types.State.Active : V1.Participant.Types.State.Left,
        MergedIntoId = null,
        Trn = Filled.Contains(Trn) ? survivor.Trn : duplicate.Trn,
    };

    static void Require(Participant survivor, Participant duplicate, bool seesTrn)
    {
        survivor.RequireHere().RequireKnown();
        duplicate.RequireHere().RequireKnown();
        if (survivor.Id == duplicate.Id)
        {
            throw ApiError.Invalid("duplicate", "is the same record already");
        }

        if (survivor.Trn is { } trn && duplicate.Trn is { } other && trn != other)
        {
            throw Refusals.Reference("duplicate", duplicate.Name, seesTrn
                ? "has another Teacher Reference Number, so it is another person: correct a wrong number first"
                : "contradicts the other record in what this token may not see: ask somebody who may to merge them");
        }

        if (!survivor.IsActive && duplicate.IsActive)
        {
            throw ApiError.WrongState(survivor.Name, survivor.State, [V1.Participant.Types.State.Active],
                "they have left by this record and not by the other: merge it into the other, or use "
                    + "RestoreParticipant");
        }
    }

    static Participant Take(Participant to, Participant from, string[] fields) => to with
    {
        Email = fields.Contains(Email) ? from.Email : to.Email,
        Phone = fields.Contains(Phone) ? from.Phone : to.Phone,
        Trn = fields.Contains(Trn) ? from.Trn : to.Trn,
        TeachingSince = fields.Contains(TeachingSince) ? from.TeachingSince : to.TeachingSince,
        SpecialistCohort = fields.Contains(Specialist) ? from.SpecialistCohort : to.SpecialistCohort,
        SpecialistPhase = fields.Contains(Specialist) ? from.SpecialistPhase : to.SpecialistPhase,
        SpecialistStatus = fields.Contains(Specialist) ? from.SpecialistStatus : to.SpecialistStatus,
    };

    static bool Same(string field, Participant survivor, Participant duplicate) => field switch
    {
        Email => survivor.Email == duplicate.Email,
        Phone => survivor.Phone == duplicate.Phone,
        TeachingSince => survivor.TeachingSince == duplicate.TeachingSince,
        Specialist => (survivor.SpecialistCohort, survivor.SpecialistPhase, survivor.SpecialistStatus)
            == (duplicate.SpecialistCohort, duplicate.SpecialistPhase, duplicate.SpecialistStatus),
        _ => true,
    };

    static int[] Missing<T>(IReadOnlyList<T> from, IReadOnlyList<T> present) =>
        [.. Enumerable.Range(0, from.Count).Where(index => !present.Contains(from[index]))];

    static List<T> Without<T>(IReadOnlyList<T> all, IEnumerable<T> gone)
    {
        List<T> rest = [.. all];
        foreach (var item in gone)
        {
            rest.Remove(item);
        }

        return rest;
    }

    static string[] If(bool holds, string field) => holds ? [field] : [];
}
