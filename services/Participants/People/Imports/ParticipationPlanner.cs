using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Candidate = Mastery.Participants.V1.ParticipationImport.Types.Candidate;
using Effect = Mastery.Participants.V1.ParticipationImport.Types.Effect;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Participants;

/// <summary>Says what would come of the rows of a list by what is on record now. It writes nothing.</summary>
public sealed class ParticipationPlanner(
    DbSession db, SchoolStore schools, DepartmentOwners owners, ParticipantStore participants,
    PastParticipationStore participations, TimeProvider clock)
{
    const int MostCandidates = 10;
    const int MostLeads = 10;

    /// <summary>What would come of the rows, each with what a person decided on it.</summary>
    public Task<IReadOnlyList<Effect>> PlanAsync(string hub, IEnumerable<Effect> rows) =>
        db.SnapshotAsync<IReadOnlyList<Effect>>(async () =>
        {
            List<Effect> effects = [];
            foreach (var row in rows)
            {
                effects.Add(await JudgeAsync(hub, new() { Record = row.Record, Decision = row.Decision }));
            }

            MarkRepeated(effects);
            return effects;
        });

    async Task<Effect> JudgeAsync(string hub, Effect effect)
    {
        if (effect.Decision is { Skip: true })
        {
            (effect.Kind, effect.Explanation) = (Kind.Skipped, "A person decided to leave it out.");
            return effect;
        }

        WrittenParticipation.Read(effect, EnglandTime.Today(clock));
        var school = await SchoolAsync(hub, effect);
        if (effect.Kind == Kind.Rejected)
        {
            return effect;
        }

        if (school is null || effect.Doubts.Count > 0)
        {
            return Undecided(effect);
        }

        await RecordAsync(hub, effect, school);
        return effect;
    }

    static Effect Undecided(Effect effect)
    {
        effect.Kind = Kind.Undecided;
        effect.Explanation = string.Join(' ', effect.Doubts.Select(doubt => doubt.Explanation));
        return effect;
    }

    /// <summary>The school that the row means, if it is certain.</summary>
    async Task<School?> SchoolAsync(string hub, Effect effect)
    {
        var school = effect.Decision is { School: { Length: > 0 } decided }
            ? await schools.FindAsync(decided.Id())
            : await WrittenSchoolAsync(hub, effect);
        if (school is not null)
        {
            (effect.School, effect.SchoolDisplayName) = (school.Name, school.DisplayName);
        }
        else if (effect.Doubts.All(doubt => doubt.Field != "school"))
        {
            WrittenParticipation.Reject(effect, Field(effect.Record), "The directory has no such school.");
        }

        return school;
    }

    async Task<School?> WrittenSchoolAsync(string hub, Effect effect)
    {
        var (number, name) = (effect.Record.SchoolNumber, effect.Record.SchoolName);
        var numbered = SchoolNumber.TryParse(number) is { } read ? await schools.LookupAsync(read) : [];
        if (numbered.Count == 1)
        {
            return numbered[0];
        }

        var candidates = numbered.Count > 1 ? numbered
            : name.Length > 0 ? await schools.NamedAsync(name, hub, MostCandidates)
            : [];
        if (candidates.Count > 0)
        {
            WrittenParticipation.AskFor(effect, "school", numbered.Count > 1
                ? $"Several schools have the number {number}."
                : $"The school is found by its name only, “{name}”.", candidates.Select(Of));
        }

        return null;
    }

    /// <summary>Finds the department, and whether the participation is on record.</summary>
    async Task RecordAsync(string hub, Effect effect, School school)
    {
        var line = await SchoolLine.ReadAsync(db, school.Urn);
        var department = await DepartmentAsync(hub, effect, line);
        effect.Department = department?.Name ?? "";
        effect.Participation = department is null ? "" : await participations.FindSameAsync(new()
        {
            HubId = hub,
            DepartmentId = department.Id,
            Id = Guid.Empty,
            Code = effect.Code,
            Stage = effect.Stage,
            AcademicYear = effect.AcademicYear,
            School = school.Urn,
        });
        if (effect.Participation.Length > 0)
        {
            (effect.Kind, effect.Explanation) = (Kind.Unchanged, "It is on record already.");
        }
        else if (effect.Stage != Stage.Local && await participations.IsKnownAsync(
            school.Urn, effect.Subject, effect.Stage, effect.AcademicYear))
        {
            effect.Kind = Kind.KnownElsewhere;
            effect.Explanation = "Another hub has it on record, and it counts in every hub.";
        }
        else
        {
            await CreateAsync(hub, effect, school, department, line);
        }
    }

    async Task CreateAsync(string hub, Effect effect, School school, Department? department, SchoolLine line)
    {
        if (department is null)
        {
            var target = await PresentSchoolAsync(line);
            if (effect.Decision is not { School.Length: > 0 } && Outside(target) is { } why)
            {
                WrittenParticipation.AskFor(effect, "school", why, [Of(school)]);
                Undecided(effect);
                return;
            }

            if (await owners.ObstacleAsync(Department.New(Hub.NameOf(hub), new()
            {
                School = target.Name,
                Subject = effect.Subject,
            })) is { } obstacle)
            {
                WrittenParticipation.Reject(effect, Field(effect.Record), obstacle);
                return;
            }

            effect.NewDepartmentSchool = target.Name;
        }

        await LeadsAsync(hub, effect, department);
        effect.Kind = Kind.Create;
        effect.Explanation = Sentence(effect);
    }

    /// <summary>Why a school is outside the programme; null if it is in it, or if the directory does not
    /// tell.</summary>
    static string? Outside(School school)
    {
        var reason = school switch
        {
            { InEngland: false } => SchoolExplanation.InEngland(school),
            { StateFunded: false } => SchoolExplanation.StateFunded(school),
            { Secondary: false } => SchoolExplanation.Secondary(school),
            _ => null,
        };
        return reason is null ? null : $"The programme is for state-funded secondary schools in England, and "
            + $"{school.DisplayName} is none. {reason} Choose the school that is meant, or leave the row out.";
    }

    /// <summary>The hub's department at the school, or at one that it has become.</summary>
    Task<Department?> DepartmentAsync(string hub, Effect effect, SchoolLine line) => db.FindAsync<Department>($"""
        SELECT {DepartmentStore.Columns} FROM department
        WHERE hub_id = @hub AND subject = @subject AND school = ANY(@urns)
        ORDER BY school <> @Urn, state <> 'ACTIVE', id LIMIT 1
        """, new { hub, subject = effect.Subject, urns = (string[])[line.Urn, .. line.Later], line.Urn });

    /// <summary>The school, or the only open one that it has become.</summary>
    async Task<School> PresentSchoolAsync(SchoolLine line)
    {
        var now = (await schools.BatchGetAsync([.. line.Later.Prepend(line.Urn).Select(School.NameOf)]));
        var open = now.Where(school => school.Status != V1.School.Types.Status.Closed).ToList();
        return now[0].Status == V1.School.Types.Status.Closed && open.Count == 1 ? open[0] : now[0];
    }

    async Task LeadsAsync(string hub, Effect effect, Department? department)
    {
        var people = WrittenPerson.Read(effect.Record.Advocates);
        var known = new List<string>();
        foreach (var person in people)
        {
            known.AddRange(await participants.CalledAsync(hub, department?.Id, person) is { } id
                ? [$"hubs/{hub}/participants/{id}"]
                : []);
        }

        effect.UnknownLeadCount = people.Count - known.Count;
        effect.Leads.AddRange(known.Distinct().Take(MostLeads));
    }

    /// <summary>Of rows that say the same, the first is recorded.</summary>
    static void MarkRepeated(List<Effect> effects)
    {
        var recorded = effects.Where(effect => effect.Kind == Kind.Create)
            .GroupBy(effect => (
                effect.School, effect.Subject, effect.Stage, effect.AcademicYear,
                effect.Stage == Stage.Local ? effect.Code : ""));
        foreach (var (first, effect) in recorded.SelectMany(same => same.Skip(1).Select(one => (same.First(), one))))
        {
            (effect.Kind, effect.Explanation) = (Kind.Unchanged, $"Line {first.Record.Line} says the same.");
            effect.NewDepartmentSchool = "";
        }
    }

    static string Sentence(Effect effect)
    {
        var took = $"{effect.SchoolDisplayName} took part in {AcademicYear.Slashed(effect.AcademicYear)} "
            + $"{Wording.Of(effect.Stage)}{(effect.Code.Length > 0 ? $" ({effect.Code})" : "")}.";
        var made = effect.NewDepartmentSchool.Length > 0
            ? $" Its {Wording.Of(effect.Subject)} department is made." : "";
        var unknown = effect.UnknownLeadCount == 0
            ? ""
            : $" {Wording.Capital(Wording.Advocates(effect.UnknownLeadCount))} "
            + $"{Wording.Plural(effect.UnknownLeadCount, "is", "are")} not on record here and not named.";
        return took + made + unknown;
    }

    static Candidate Of(School school) => new()
    {
        Value = school.Name,
        DisplayName = string.Join(", ", new[]
        {
            school.DisplayName, school.Town,
            school.Status == V1.School.Types.Status.Closed ? "closed" : "", school.HubDisplayName ?? "in no hub",
        }.Where(part => part.Length > 0)),
    };

    static string Field(V1.ParticipationRecord record) =>
        record.SchoolNumber.Length > 0 ? "school_number" : "school_name";
}
