using Grpc.Core;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Imports of participations that answer as told.</summary>
sealed partial class People
{
    public override Task<ParticipationImport> PlanParticipationImport(
        PlanParticipationImportRequest request, ServerCallContext context)
    {
        received.Imports.Enqueue(request);
        var import = Planned(request.FileName);
        import.Effects.AddRange(request.Records.Select(record => record.SchoolNumber == "990009"
            ? new ParticipationImport.Types.Effect
            {
                Record = record,
                Kind = Kind.Rejected,
                Field = "school_number",
                Explanation = "The directory has no such school.",
            }
            : new() { Record = record, Kind = Kind.Create, Explanation = "Oakfield took part." }));
        return Task.FromResult(import);
    }

    public override Task<ParticipationImport> ResolveParticipationImport(
        ResolveParticipationImportRequest request, ServerCallContext context)
    {
        received.Imports.Enqueue(request);
        var import = Planned("List.csv");
        import.UndecidedCount = 1;
        import.Effects.Add(new ParticipationImport.Types.Effect
        {
            Record = new() { Line = 3 },
            Kind = Kind.Undecided,
            Explanation = "Several schools have the number.",
            Doubts =
            {
                new ParticipationImport.Types.Doubt
                {
                    Field = "school",
                    Candidates =
                    {
                        new ParticipationImport.Types.Candidate
                        {
                            Value = "schools/990001",
                            DisplayName = "Oakfield, closed",
                        },
                    },
                },
            },
        });
        return Task.FromResult(import);
    }

    public override Task<ParticipationImport> ApplyParticipationImport(
        ApplyParticipationImportRequest request, ServerCallContext context)
    {
        received.Imports.Enqueue(request);
        var import = Planned("List.csv");
        import.State = ParticipationImport.Types.State.Applied;
        return Task.FromResult(import);
    }

    static ParticipationImport Planned(string file) => new()
    {
        Name = "hubs/sussex/participationImports/1",
        FileName = file,
        State = ParticipationImport.Types.State.Planned,
    };
}
