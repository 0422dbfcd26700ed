using Mastery.Participants.V1;

namespace Mastery.Years;

/// <summary>The clients by which a year is written.</summary>
/// <param name="Schools">Of a caller that may write the directory.</param>
/// <param name="People">Of the hub.</param>
/// <param name="WorkGroups">Of the hub.</param>
public sealed record YearClients(
    SchoolDirectoryService.SchoolDirectoryServiceClient Schools,
    ParticipantService.ParticipantServiceClient People,
    WorkGroupService.WorkGroupServiceClient WorkGroups);
