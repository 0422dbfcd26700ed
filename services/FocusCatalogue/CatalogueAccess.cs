using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>Whose projects a call sees and changes: national ones are seen by all and changed by a token for every hub,
/// a local one is seen and changed by its hub alone.</summary>
public sealed class CatalogueAccess(CallScope call)
{
    /// <summary>The condition of every statement that reads projects as <c>p</c>, with <see cref="Hubs"/> as
    /// <c>@hubs</c>.</summary>
    public const string Visible = "(p.hub IS NULL OR '*' = ANY(@hubs) OR p.hub = ANY(@hubs))";

    /// <summary>The names of the token's hubs, or <c>*</c> for every hub.</summary>
    public string[] Hubs => [.. call.Hubs.Select(hub => hub == "*" ? hub : $"hubs/{hub}")];

    /// <summary>Refuses a call that would change what is national, before anything is looked for. Another hub's local
    /// project is not found.</summary>
    /// <param name="name">The project, <c>projects/{project}</c>.</param>
    public void RequireWritable(string name)
    {
        if (!LocalCode.TryParse(name.Id(), out _))
        {
            RequireNational();
        }
    }

    /// <summary>Refuses to create a project that is not of the caller's hubs.</summary>
    /// <param name="hub">The project's hub; empty for a national one.</param>
    public void RequireCreatable(string hub)
    {
        if (hub.Length == 0)
        {
            RequireNational();
        }
        else if (hub.Id() == ResourceName.National || (!Hubs.Contains("*") && !Hubs.Contains(hub)))
        {
            throw ApiError.NotFound(CatalogueErrors.HubType, hub);
        }
    }

    void RequireNational()
    {
        if (!Hubs.Contains("*"))
        {
            throw CatalogueErrors.National();
        }
    }
}
