using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>In which change log a write stands.</summary>
static class HubLog
{
    /// <summary>Does a write that the hub's own log keeps when the project is local: the national log tells every hub
    /// what changes.</summary>
    public static Task<T> LoggedForAsync<T>(this DbSession db, Project project, Func<Task<T>> write) =>
        project.Hub is { } hub ? db.InHubAsync(hub.Id(), write) : write();

    /// <inheritdoc cref="LoggedForAsync{T}"/>
    public static Task LoggedForAsync(this DbSession db, Project project, Func<Task> write) =>
        project.Hub is { } hub ? db.InHubAsync(hub.Id(), write) : write();
}
