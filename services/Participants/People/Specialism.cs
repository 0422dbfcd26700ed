namespace Mastery.Participants;

/// <summary>Converts a person's specialist training and responsibility between row and contract.</summary>
static class Specialism
{
    public static V1.Participant.Types.Specialist? ToProto(Participant participant) =>
        participant.SpecialistCohort is not { } cohort
        ? null
        : new()
        {
            Cohort = cohort,
            Phase = participant.SpecialistPhase ?? default,
            Status = participant.SpecialistStatus ?? default,
        };

    public static V1.Responsibility? OrNull(V1.Responsibility responsibility) =>
        responsibility == 0 ? null : responsibility;
}
