using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Effect = Mastery.Participants.V1.ParticipationImport.Types.Effect;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Participants;

/// <summary>Plans imports of past participations, takes decisions on their rows, and applies them.</summary>
public sealed class ParticipationImporter(
    ParticipationImportStore imports, ParticipationPlanner planner, DepartmentStore departments,
    PastParticipationStore participations, ParticipationCheck check, CallScope call, TimeProvider clock)
{
    const int LongestSource = 300;

    /// <summary>Keeps a list with what would come of its rows.</summary>
    public async Task<ParticipationImport> PlanAsync(V1.PlanParticipationImportRequest request)
    {
        var import = ParticipationImport.New(request.Parent, request.FileName);
        var effects = await planner.PlanAsync(import.HubId, Numbered(request.Records));
        return await imports.InsertAsync(import.With(effects));
    }

    /// <summary>Plans a list again, with decisions.</summary>
    public async Task<ParticipationImport> ResolveAsync(V1.ResolveParticipationImportRequest request)
    {
        var seen = (await imports.GetAsync(request.Name, request.Etag)).RequirePlanned();
        var effects = await planner.PlanAsync(seen.HubId, Decided(seen, request.Decisions));
        var current = await imports.LockAsync(seen.Name, seen.Etag);
        return await imports.UpdateAsync(current, current.With(effects));
    }

    /// <summary>Records a list, or answers what an earlier call has recorded.</summary>
    public async Task<ParticipationImport> ApplyAsync(V1.ApplyParticipationImportRequest request)
    {
        var current = await imports.LockAsync(request.Name);
        if (current.IsApplied)
        {
            return current;
        }

        current.RequireEtag(request.Etag);
        var effects = await planner.PlanAsync(current.HubId, current.Plan.Effects);
        RequireSame(current, effects);
        RequireDecided(current, effects, request.SkipUndecided);
        await RecordAsync(current, effects);
        return await imports.UpdateAsync(
            current, current.Apply(effects, call.Actor, clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>Records the rows in the order of schools, in which two imports at once lock these.</summary>
    async Task RecordAsync(ParticipationImport import, IReadOnlyList<Effect> effects)
    {
        var made = new Dictionary<(string, Subject), Department>();
        foreach (var effect in effects.Where(effect => effect.Kind == Kind.Create)
            .OrderBy(effect => effect.NewDepartmentSchool, StringComparer.Ordinal)
            .ThenBy(effect => effect.School, StringComparer.Ordinal))
        {
            var department = effect.Department.Length > 0
                ? await departments.GetAsync(effect.Department)
                : made.TryGetValue((effect.NewDepartmentSchool, effect.Subject), out var known) ? known
                : made[(effect.NewDepartmentSchool, effect.Subject)] = await departments.InsertAsync(Department.New(
                    import.Name, new() { School = effect.NewDepartmentSchool, Subject = effect.Subject }));
            var participation = await check.RequireValidAsync(
                Participation(import, effect, department), department.School);
            effect.Department = department.Name;
            effect.Participation = (await participations.InsertAsync(participation)).Name;
        }
    }

    PastParticipation Participation(ParticipationImport import, Effect effect, Department department)
    {
        var source = $"{import.FileName}, line {effect.Record.Line}, imported on "
            + $"{EnglandTime.Words(EnglandTime.Today(clock))} by {call.Actor}";
        return new()
        {
            HubId = department.HubId,
            DepartmentId = department.Id,
            Id = Guid.CreateVersion7(),
            Code = effect.Code,
            Stage = effect.Stage,
            AcademicYear = effect.AcademicYear,
            School = effect.School.Id(),
            Leads = [.. effect.Leads.Select(Reference.ToId)],
            Source = source.Length <= LongestSource ? source : source[..LongestSource],
        };
    }

    static IEnumerable<Effect> Numbered(IReadOnlyList<V1.ParticipationRecord> records)
    {
        var lines = new HashSet<int>();
        foreach (var (index, record) in records.Index())
        {
            record.Line = record.Line == 0 ? index + 1 : record.Line;
            if (!lines.Add(record.Line))
            {
                throw ApiError.Invalid($"records[{index}].line", "is that of an earlier row");
            }
        }

        return records.Select(record => new Effect { Record = record });
    }

    static List<Effect> Decided(
        ParticipationImport import, IReadOnlyList<V1.ParticipationDecision> decisions)
    {
        var rows = import.Plan.Effects.ToDictionary(effect => effect.Record.Line, effect => effect.Clone());
        foreach (var (index, decision) in decisions.Index())
        {
            if (!rows.TryGetValue(decision.Line, out var row))
            {
                throw ApiError.Invalid($"decisions[{index}].line", "is no row of the import");
            }

            row.Decision = decision;
        }

        return [.. rows.Values];
    }

    static void RequireSame(ParticipationImport import, IReadOnlyList<Effect> effects)
    {
        List<Effect> changed = [.. import.Plan.Effects.Zip(effects)
            .Where(pair => !Facts(pair.First).Equals(Facts(pair.Second))).Select(pair => pair.Second)];
        if (changed.Count > 0)
        {
            throw ApiError.Precondition(ErrorReason.PlanOutdated,
                $"Something else would come of {changed.Count} of the rows by now, first of line "
                    + $"{changed[0].Record.Line}: plan again with ResolveParticipationImport, and look at them.",
                changed.Select(effect => Violation(import, effect)));
        }
    }

    static void RequireDecided(ParticipationImport import, IReadOnlyList<Effect> effects, bool skip)
    {
        List<Effect> undecided = [.. effects.Where(effect => effect.Kind == Kind.Undecided)];
        if (undecided.Count > 0 && !skip)
        {
            throw ApiError.Precondition(ErrorReason.Incomplete,
                $"{undecided.Count} of the rows wait for a decision, first line {undecided[0].Record.Line}: decide "
                    + "with ResolveParticipationImport, or leave them out with skip_undecided.",
                undecided.Select(effect => Violation(import, effect)));
        }

        foreach (var effect in undecided)
        {
            (effect.Kind, effect.Explanation) = (Kind.Skipped, $"Left out without a decision: {effect.Explanation}");
        }
    }

    static (string, string, string) Violation(ParticipationImport import, Effect effect) =>
        ("ROW", import.Name, $"Line {effect.Record.Line}: {effect.Explanation}");

    /// <summary>What a row comes to, without its wording.</summary>
    static Effect Facts(Effect effect)
    {
        var facts = effect.Clone();
        (facts.Explanation, facts.SchoolDisplayName, facts.UnknownLeadCount) = ("", "", 0);
        facts.Doubts.Clear();
        return facts;
    }
}
