using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What a person's training and responsibility are, between the row and the contract.</summary>
static class Specialism
{
    public static V1.Participant.Types.Specialist? ToProto(Participant participant) =>
        participant.SpecialistCohort is not { } cohort
        ? null
        : new()
        {
            Cohort = cohort,
            Phase = Enums.Parse<V1.Participant.Types.Specialist.Types.Phase>(participant.SpecialistPhase!),
            Status = Enums.Parse<V1.Participant.Types.Specialist.Types.Status>(participant.SpecialistStatus!),
        };

    public static string? TextOrNull(V1.Responsibility responsibility) =>
        responsibility == 0 ? null : Enums.Text(responsibility);
}
