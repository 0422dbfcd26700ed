using Grpc.Core;
using Mastery.Clients;
using Mastery.Participants.V1;

namespace Mastery.Suite.Tests.Fakes;

/// <summary>A school's syncs, and what came of them, in lines that are the same wherever they ran.</summary>
sealed class RosterScenario(RosterService.RosterServiceClient rosters, int urn, string hub)
{
    readonly List<string> _lines = [];

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        StaffRecord nora = Staff(11, "Nora", "Quill"), pat = Staff(12, "Pat", "Dunmore"),
            ada = Staff(13, "Ada", "Byrne");
        StaffRecord[] first =
            [nora, pat, ada, Staff(14, "Geo", "Mead", "Geography"), Staff(15, "Nameless", ""), Elsewhere()];
        await ApplyAsync(await PlanAsync(RosterMode.Full, first));
        await PlanAsync(RosterMode.Full, first);
        await SamePersonAsync();
        await ApplyAsync(await PlanAsync(RosterMode.Full, nora, pat, ada));

        var joiner = Staff(16, "Sam", "Oak");
        await ApplyAsync(await PlanAsync(RosterMode.Full, Staff(11, "Nora", "Quin"), ada, joiner));
        await ApplyAsync(await PlanAsync(RosterMode.Delta, new StaffRecord { Id = "11", Deleted = true }));
        StaffRecord[] all = [pat, ada, joiner, Staff(17, "Kim", "Reed"), Staff(18, "Lee", "Stone")];
        await ApplyAsync(await PlanAsync(RosterMode.Full, all));
        await DetailsAsync(ada);

        var half = await PlanAsync(RosterMode.Full, ada);
        await ApplyAsync(half);
        await ApplyAsync(half, $"schools/{urn}");
        await ApplyAsync(await PlanAsync(RosterMode.Delta, Numbered(Staff(22, "Kim", "Reed"), "8765401")));

        var outdated = await PlanAsync(RosterMode.Delta, Staff(19, "Zed", "Tarn"));
        await ApplyAsync(await PlanAsync(RosterMode.Delta, Staff(19, "Zed", "Tarn")));
        await ApplyAsync(outdated);
        return _lines;
    }

    /// <summary>What else a feed says of people: titles, numbers, names, last days.</summary>
    async Task DetailsAsync(StaffRecord ada)
    {
        StaffRecord sam = Staff(16, "Sam", "Oak"), kim = Numbered(Staff(17, "Kim", "Reed"), "8765401"),
            lee = Staff(18, "Lee", "Stone", ""), pat = Staff(12, "Pat", "Dunmore");
        (sam.Email, sam.Posts[0].Responsibility) = ("sam@school.example", Responsibility.HeadOfDepartment);
        sam.Posts[0].StartDate = "2025-01-06";
        kim.PreviousNames.Add(new Participant.Types.PreviousName { FamilyName = "Lark" });
        pat.Posts[0].EndDate = "2025-12-31";
        await ApplyAsync(await PlanAsync(RosterMode.Delta, sam, kim, lee));
        await PlanAsync(RosterMode.Delta, Numbered(Staff(17, "Mia", "Wood"), "8765402"));
        await PlanAsync(RosterMode.Delta, Numbered(Staff(21, "Kim", "Reed"), "8765401"));
        await ApplyAsync(await PlanAsync(RosterMode.Full, pat, ada, sam, kim, lee));
    }

    async Task<RosterSync> PlanAsync(RosterMode mode, params IEnumerable<StaffRecord> records)
    {
        var sync = await rosters.BatchPlanRosterSyncAsync(new()
        {
            Header = new() { Source = $"schools/{urn}", System = "sims", Mode = mode },
            Records = { records },
        });
        _lines.Add($"{sync.State} {sync.Counts} outside {sync.OutsideCount}, rejected "
            + string.Join(", ", sync.Rejections.Select(one => $"{one.Number} {one.Field}")));
        _lines.AddRange(sync.Slices.Single().Schools.Select(school =>
            $"{school.School} has {school.PeopleCount}, loses {school.LeaveCount}, guarded {school.Guarded}"));
        var effects = await rosters.ListRosterSyncEffectsAsync(new() { Name = sync.Name });
        _lines.AddRange(effects.Effects.Select(effect =>
            $"{effect.Kind} {effect.Number} {effect.DisplayName} [{string.Join(',', effect.SourceIds)}] "
                + $"{string.Join(',', effect.Schools)} {effect.Field} "
                + string.Join(',', effect.Changes.Select(Change))));
        return sync;
    }

    async Task ApplyAsync(RosterSync sync, params IEnumerable<string> allowed)
    {
        try
        {
            var applied = await rosters.ApplyRosterSyncAsync(
                new() { Name = sync.Name, Etag = sync.Etag, AllowLeavers = { allowed } });
            _lines.Add($"{applied.State} {applied.Counts}");
        }
        catch (RpcException exception)
        {
            var error = exception.ToMasteryError();
            _lines.Add($"refused: {error.Reason} {(error.Reason == "MASS_LEAVERS"
                ? string.Join(',', error.Violations.Select(violation => violation.Subject)) : "")}".Trim());
        }
    }

    async Task SamePersonAsync()
    {
        var review = (await rosters.ListMatchReviewsAsync(
            new() { Parent = hub, Filter = $"school = \"schools/{urn}\"" })).MatchReviews.Single();
        var resolved = await rosters.ResolveMatchReviewAsync(new()
        {
            Name = review.Name,
            Etag = review.Etag,
            Participant = review.Candidates.Single().Participant,
        });
        _lines.Add($"{review.DisplayName} {review.SourceId}: {review.State}, then {resolved.State}");
    }

    StaffRecord Staff(int id, string given, string family, string subject = "Maths") => new()
    {
        Id = $"{id}",
        GivenName = given,
        FamilyName = family,
        Posts =
        {
            new StaffRecord.Types.Post { SchoolNumber = $"{urn}", Subject = subject, JobTitle = "Teacher" },
        },
    };

    // What names departments, systems or days in words is told by its field.
    static string Change(RosterSyncEffect.Types.FieldChange change) =>
        change.Field is "posts" or "external_ids" or "previous_names"
            ? change.Field
            : $"{change.Field} {change.Before}>{change.After}";

    static StaffRecord Numbered(StaffRecord record, string trn)
    {
        record.Trn = trn;
        return record;
    }

    static StaffRecord Elsewhere() => new()
    {
        Id = "20",
        GivenName = "Else",
        FamilyName = "Where",
        Posts = { new StaffRecord.Types.Post { SchoolNumber = "999998", Subject = "Maths" } },
    };
}
