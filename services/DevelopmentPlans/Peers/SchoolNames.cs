using Grpc.Core;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The names of departments' schools, asked for with the caller's own token. A name is worth no failure: it is
/// empty where it cannot be had.</summary>
public sealed partial class SchoolNames(
    ParticipantService.ParticipantServiceClient participants,
    SchoolDirectoryService.SchoolDirectoryServiceClient directory,
    CallScope call,
    TimeProvider clock,
    ILogger<SchoolNames> log)
{
    /// <summary>How long the other services are waited for.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<string> OfAsync(string department, CancellationToken cancellationToken)
    {
        if (!call.Scopes.Contains("participants.read") || !call.Scopes.Contains("directory.read"))
        {
            return "";
        }

        var options = new CallOptions(
            deadline: clock.GetUtcNow().UtcDateTime + Timeout, cancellationToken: cancellationToken);
        try
        {
            var found = await participants.GetDepartmentAsync(new() { Name = department }, options);
            return (await directory.GetSchoolAsync(new() { Name = found.School }, options)).DisplayName;
        }
        catch (ApiError error) when (error.Code is StatusCode.Unavailable or StatusCode.ResourceExhausted)
        {
            LogUnasked(log, department, error.Message);
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.PermissionDenied or StatusCode.NotFound)
        {
            LogUnasked(log, department, refusal.Status.Detail);
        }

        return "";
    }

    [LoggerMessage(LogLevel.Warning, "The school of {Department} stays without its name: {Reason}")]
    static partial void LogUnasked(ILogger log, string department, string reason);
}
